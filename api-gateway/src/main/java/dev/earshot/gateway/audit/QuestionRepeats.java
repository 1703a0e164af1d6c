package dev.earshot.gateway.audit;

import static java.util.stream.Collectors.joining;

import dev.earshot.events.audit.AuditFact.Queried;
import dev.earshot.events.id.UserId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Gathers questions: of those of one person, address and minute that differ in nothing but the moment or the page that is asked
 * about, the first is let through and the rest are one fact with a count, which is ready when its minute is over. A slider that
 * is dragged so costs two records a minute, and that somebody looked is known at once, even if the gateway is killed within
 * the minute. No clock of its own; not thread-safe.
 */
final class QuestionRepeats {
    /** More than this many at once are let go early, the oldest first: memory is bounded whoever asks. */
    static final int MOST = 10_000;

    /** What does not say whom or what one looks at: only when it was, and how much of it. */
    private static final Set<String> MOMENT = Set.of("at", "from", "to", "cursor", "limit", "buckets");

    /** Whose first question has been let through; null: nothing has followed it. */
    private final Map<Key, @Nullable Queried> gathered = new LinkedHashMap<>();

    private record Key(UserId actor, String address, String what, Instant minute) {}

    /** Takes a question in; what is to be written of it, or of an older one for which there is no room any more. */
    List<Queried> add(Queried asked) {
        Key key = new Key(asked.actor(), asked.address(), what(asked.path()), minute(asked.at()));
        if (gathered.containsKey(key)) {
            Queried before = gathered.get(key);
            gathered.put(key, before == null ? asked : counted(before, before.count() + asked.count()));
            return List.of();
        }
        gathered.put(key, null);
        Queried oldest = gathered.size() > MOST ? removeOldest() : null;
        return oldest == null ? List.of(asked) : List.of(oldest, asked);
    }

    /** Takes out the facts whose minute was over at this time. */
    List<Queried> ready(Instant now) {
        Instant minute = minute(now);
        List<Queried> ready = new ArrayList<>();
        gathered.entrySet().removeIf(entry -> {
            boolean over = entry.getKey().minute().isBefore(minute);
            Queried repeats = entry.getValue();
            if (over && repeats != null) ready.add(repeats);
            return over;
        });
        return ready;
    }

    /** Takes everything out: the gateway stops. */
    List<Queried> all() {
        List<Queried> all =
                gathered.values().stream().flatMap(Stream::ofNullable).toList();
        gathered.clear();
        return all;
    }

    private @Nullable Queried removeOldest() {
        Iterator<@Nullable Queried> oldest = gathered.values().iterator();
        Queried repeats = oldest.next();
        oldest.remove();
        return repeats;
    }

    private static Instant minute(Instant at) {
        return at.truncatedTo(ChronoUnit.MINUTES);
    }

    private static String what(String path) {
        int query = path.indexOf('?');
        if (query < 0) return path;
        return Stream.of(path.substring(query + 1).split("&", -1))
                .filter(parameter -> !MOMENT.contains(parameter.replaceFirst("=.*", "")))
                .sorted()
                .collect(joining("&", path.substring(0, query + 1), ""));
    }

    private static Queried counted(Queried asked, int count) {
        return new Queried(asked.at(), asked.actor(), asked.address(), asked.path(), count);
    }
}
