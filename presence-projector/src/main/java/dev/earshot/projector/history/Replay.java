package dev.earshot.projector.history;

import dev.earshot.projector.history.log.EventStretch;
import dev.earshot.projector.history.log.LogReader;
import dev.earshot.projector.history.past.GuildFolder;
import dev.earshot.projector.history.past.GuildMoment;
import dev.earshot.projector.history.past.Step;
import java.time.Clock;
import java.util.function.Predicate;

/** Folds a guild from one place of the log to another. */
final class Replay {
    private static final long TOLD_EVERY_MS = 200;

    private final LogReader reader;
    private final Place place;
    private final Clock clock;
    private final Progress progress;

    Replay(LogReader reader, Place place, Clock clock, Progress progress) {
        this.reader = reader;
        this.place = place;
        this.clock = clock;
        this.progress = progress;
    }

    /** The latest moment to fold on from that lies not after an offset. */
    GuildMoment start(long notAfter) {
        return GuildMoment.beginning(place.first());
    }

    /** The guild when the log had been read up to an offset. */
    GuildMoment at(long offset) {
        return fold(start(offset), offset, _ -> true);
    }

    /**
     * Folds on.
     *
     * @param to the first offset that is not folded
     * @param watcher sees every event of the guild with its effect, and says whether to go on
     * @return the guild after it, or as the watcher left it
     */
    GuildMoment fold(GuildMoment from, long to, Predicate<Step> watcher) {
        boolean[] stopped = {false};
        GuildFolder folder = new GuildFolder(place.guild(), from, step -> {
            stopped[0] = !watcher.test(step);
            return !stopped[0];
        });
        long total = to - from.next();
        long[] told = {clock.millis()};
        new EventStretch(reader, place.events(), folder.key()).read(from.next(), to, (record, decoded) -> {
            boolean goOn = folder.fold(record, decoded);
            // A look at the clock for every record would cost more than the fold.
            if ((record.offset() & 0xfff) == 0 && clock.millis() - told[0] >= TOLD_EVERY_MS) {
                told[0] = clock.millis();
                progress.read(record.offset() + 1 - from.next(), total);
            }
            return goOn;
        });
        if (!stopped[0]) folder.readUpTo(to);
        return folder.moment();
    }
}
