package dev.earshot.projector.history;

import dev.earshot.projector.history.log.EventStretch;
import dev.earshot.projector.history.log.LogClock;
import dev.earshot.projector.history.log.LogReader;
import dev.earshot.projector.history.past.GuildFolder;
import dev.earshot.projector.history.past.GuildMoment;
import dev.earshot.projector.history.past.Mark;
import dev.earshot.projector.history.past.Step;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.locks.Lock;
import java.util.function.Predicate;

/** Folds a guild from one place of the log to another, from the nearest checkpoint on, and leaves checkpoints on its way. */
final class Replay {
    private static final long TOLD_EVERY_MS = 200;

    private final LogReader reader;
    private final Place place;
    private final Shelf shelf;
    private final Clock clock;
    private final Progress progress;
    private final LogClock log;

    /** @param clocks the partition's clock is taken from it, as far as the place reaches */
    Replay(LogReader reader, Place place, Shelf shelf, LogClocks clocks, Clock clock, Progress progress) {
        this.reader = reader;
        this.place = place;
        this.shelf = shelf;
        this.clock = clock;
        this.progress = progress;
        this.log = clocks.upTo(reader, place, shelf.log(), () -> start(place.next()));
    }

    /** How the fold's time goes along the partition. */
    LogClock log() {
        return log;
    }

    /** The first offset that is no part of a moment ({@link LogClock}). */
    long after(Instant moment) {
        return log.after(reader, place.events(), moment);
    }

    /** The first offset at or after which the moments of a stretch of time lie. */
    long from(Instant time) {
        return after(time.minusMillis(1));
    }

    // The latest moment to fold on from that lies not after an offset.
    private GuildMoment start(long notAfter) {
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

    /** What this guild's folds leave for one another. */
    Shelf shelf() {
        return shelf;
    }

    /** Folds as far as checkpoints go, so that the next question begins near its moment. Whether any were missing. */
    boolean keepUp() {
        long boundary = shelf.boundaryBefore(place.next());
        if (boundary <= Math.max(place.first(), shelf.stored())) return false;
        at(boundary);
        return true;
    }

    /** The guild when the log had been read up to an offset. */
    GuildMoment at(long offset) {
        return reach(offset).then();
    }

    /**
     * How a moment was come by.
     *
     * @param events of the guild that were folded for it
     * @param spared whether what an earlier question left spared folding the rest
     */
    record Reached(GuildMoment then, long events, boolean spared) {}

    /**
     * The guild when the log had been read up to an offset, stretch by stretch. Whoever needs a stretch that another question is just
     * folding waits for it and goes on from there, so that two that come together do not both do all the work.
     */
    Reached reach(long offset) {
        GuildMoment then = start(offset);
        Telling telling = new Telling(then.next(), offset);
        boolean spared = then.next() > place.first();
        long events = 0;
        while (then.next() < offset) {
            long until = Math.min(offset, shelf.boundaryAfter(then.next()));
            Lock turn = shelf.turn(then.next());
            take(turn);
            try {
                GuildMoment left = shelf.latest(until);
                if (left != null && left.next() > then.next() && isOfThisLog(left)) {
                    then = left;
                    spared = true;
                }
                long before = then.counts().events();
                then = fold(then, until, telling, _ -> true);
                events += then.counts().events() - before;
                shelf.remember(then);
            } finally {
                turn.unlock();
            }
        }
        return new Reached(then, events, spared);
    }

    private static void take(Lock turn) {
        try {
            turn.lockInterruptibly();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw CannotAnswer.away("The question was taken back.", stopped);
        }
    }

    /**
     * Folds on.
     *
     * @param to the first offset that is not folded
     * @param watcher sees every event of the guild with its effect, and says whether to go on
     * @return the guild after it, or as the watcher left it
     */
    GuildMoment fold(GuildMoment from, long to, Predicate<Step> watcher) {
        return fold(from, to, new Telling(from.next(), to), watcher);
    }

    private GuildMoment fold(GuildMoment from, long to, Telling telling, Predicate<Step> watcher) {
        boolean[] stopped = {false};
        Shelf.Writing writing = shelf.from(from);
        GuildFolder folder = new GuildFolder(place.guild(), from, step -> {
            writing.count(step);
            stopped[0] = !watcher.test(step);
            return !stopped[0];
        });
        new EventStretch(reader, place.events(), folder.key()).read(from.next(), to, (record, decoded) -> {
            if (record.offset() >= writing.boundary()) writing.reached(record.offset(), folder);
            boolean goOn = folder.fold(record, decoded);
            // A look at the clock for every record would cost more than the fold.
            if ((record.offset() & 0xfff) == 0) telling.reached(record.offset() + 1);
            return goOn;
        });
        if (!stopped[0]) {
            if (to >= writing.boundary()) writing.reached(to, folder);
            folder.readUpTo(to);
        }
        return folder.moment();
    }

    /** Says now and then how far a question has come. */
    private final class Telling {
        private final long begin;
        private final long end;
        private long toldAt = clock.millis();

        Telling(long begin, long end) {
            this.begin = begin;
            this.end = end;
        }

        void reached(long offset) {
            long now = clock.millis();
            if (now - toldAt < TOLD_EVERY_MS) return;
            toldAt = now;
            progress.read(offset - begin, end - begin);
        }
    }
}
