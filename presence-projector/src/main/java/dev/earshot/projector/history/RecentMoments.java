package dev.earshot.projector.history;

import dev.earshot.projector.history.checkpoint.CheckpointPlace;
import dev.earshot.projector.history.past.GuildMoment;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Moments that were come by lately, in memory: whoever pulls a slider asks about the moments beside the last one, and each time
 * for the events around it too. Those used longest ago go first. Thread-safe.
 */
final class RecentMoments {
    /** About 60 MB where no moment shares anything with another; they mostly do. */
    private static final long MOST_PEOPLE = 60_000;

    private static final int TURNS = 64;

    private final Map<Key, GuildMoment> kept = new LinkedHashMap<>(16, 0.75f, true);
    private final Lock[] turns =
            Stream.generate(ReentrantLock::new).limit(TURNS).toArray(Lock[]::new);
    private final long mostPeople;
    private long people;

    RecentMoments() {
        this(MOST_PEOPLE);
    }

    /** @param mostPeople that all moments may hold together; the last one stays however many it holds */
    RecentMoments(long mostPeople) {
        this.mostPeople = mostPeople;
    }

    private record Key(CheckpointPlace place, long next) {}

    /** The latest one that lies not after an offset, null if there is none. */
    synchronized @Nullable GuildMoment latest(CheckpointPlace place, long notAfter) {
        Key latest = null;
        for (Key key : kept.keySet()) {
            boolean fits = key.next() <= notAfter && key.place().equals(place);
            if (fits && (latest == null || key.next() > latest.next())) latest = key;
        }
        return latest == null ? null : kept.get(latest);
    }

    synchronized void keep(CheckpointPlace place, GuildMoment moment) {
        GuildMoment before = kept.put(new Key(place, moment.next()), moment);
        people += weight(moment) - (before == null ? 0 : weight(before));
        Iterator<GuildMoment> oldest = kept.values().iterator();
        while (people > mostPeople && kept.size() > 1) {
            people -= weight(oldest.next());
            oldest.remove();
        }
    }

    // One of an empty guild costs something too.
    private static int weight(GuildMoment moment) {
        return 100 + moment.people().atMost();
    }

    /**
     * Whose turn it is to fold a stretch of the log: questions that come together mostly need the same one, and who waits for
     * another's fold finds its moments here.
     */
    Lock turn(CheckpointPlace place, long stretch) {
        return turns[Math.floorMod(place.hashCode() * 31 + Long.hashCode(stretch), TURNS)];
    }
}
