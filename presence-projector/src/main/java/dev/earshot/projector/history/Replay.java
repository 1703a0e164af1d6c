package dev.earshot.projector.history;

import dev.earshot.projector.history.log.EventStretch;
import dev.earshot.projector.history.log.LogReader;
import dev.earshot.projector.history.past.GuildFolder;
import dev.earshot.projector.history.past.GuildMoment;
import dev.earshot.projector.history.past.Mark;
import dev.earshot.projector.history.past.Step;
import java.time.Clock;
import java.util.function.Predicate;

/** Folds a guild from one place of the log to another, from the nearest checkpoint on, and leaves checkpoints on its way. */
final class Replay {
    private static final long TOLD_EVERY_MS = 200;

    private final LogReader reader;
    private final Place place;
    private final Shelf shelf;
    private final Clock clock;
    private final Progress progress;

    Replay(LogReader reader, Place place, Shelf shelf, Clock clock, Progress progress) {
        this.reader = reader;
        this.place = place;
        this.shelf = shelf;
        this.clock = clock;
        this.progress = progress;
    }

    /** The latest moment to fold on from that lies not after an offset. */
    GuildMoment start(long notAfter) {
        GuildMoment kept = shelf.latest(notAfter);
        return kept == null || !isOfThisLog(kept) ? GuildMoment.beginning(place.first()) : kept;
    }

    // After a crash a broker may have lost the end of its log and written another: the last record must still be the
    // one.
    private boolean isOfThisLog(GuildMoment kept) {
        Mark last = kept.last();
        if (last == null) return kept.next() <= place.next();
        boolean[] found = {false};
        reader.read(place.events(), last.offset(), Math.min(last.offset() + 1, place.next()), records -> {
            found[0] = records.stream()
                    .anyMatch(one -> one.timestamp() == last.at().toEpochMilli());
            return true;
        });
        return found[0];
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
        Shelf.Writing writing = shelf.from(from);
        GuildFolder folder = new GuildFolder(place.guild(), from, step -> {
            writing.count(step);
            stopped[0] = !watcher.test(step);
            return !stopped[0];
        });
        long total = to - from.next();
        long[] told = {clock.millis()};
        new EventStretch(reader, place.events(), folder.key()).read(from.next(), to, (record, decoded) -> {
            if (record.offset() >= writing.boundary()) writing.reached(record.offset(), folder);
            boolean goOn = folder.fold(record, decoded);
            // A look at the clock for every record would cost more than the fold.
            if ((record.offset() & 0xfff) == 0 && clock.millis() - told[0] >= TOLD_EVERY_MS) {
                told[0] = clock.millis();
                progress.read(record.offset() + 1 - from.next(), total);
            }
            return goOn;
        });
        if (!stopped[0]) {
            if (to >= writing.boundary()) writing.reached(to, folder);
            folder.readUpTo(to);
        }
        return folder.moment();
    }
}
