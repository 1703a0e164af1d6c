package dev.earshot.projector.history;

import dev.earshot.events.fold.Change;
import dev.earshot.projector.history.answer.DensityAnswer;
import dev.earshot.projector.history.checkpoint.SecondCounts;
import dev.earshot.projector.history.past.Step;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * Counts events by time. Buckets are whole seconds from a whole second on, so that counts by the second, which checkpoints
 * keep, give the very same answer as the events themselves.
 */
record Density(Instant from, Instant to, long bucketSeconds) {
    static final int MOST_BUCKETS = 1_000;

    /** @throws CannotAnswer if there are to be too many buckets or none */
    static Density of(Span span, int buckets) {
        if (buckets < 1 || buckets > MOST_BUCKETS)
            throw CannotAnswer.badQuestion("bad-buckets", "'buckets' is a number from 1 to " + MOST_BUCKETS + ".");
        long from = span.from().getEpochSecond();
        long seconds = Math.max(1, Math.ceilDiv(span.to().toEpochMilli() - from * 1000, 1000L));
        long width = Math.ceilDiv(seconds, (long) buckets);
        long count = Math.ceilDiv(seconds, width);
        return new Density(Instant.ofEpochSecond(from), Instant.ofEpochSecond(from + width * count), width);
    }

    DensityAnswer count(Place place, Replay replay, Notes notes) {
        Shelf shelf = replay.shelf();
        Tally tally = new Tally();
        long offset = replay.from(from);
        long end = replay.from(to);
        while (offset < end) {
            List<SecondCounts.Second> kept = shelf.seconds(shelf.boundaryAfter(offset));
            if (kept == null) {
                offset = fold(replay, tally, offset, end);
            } else {
                kept.forEach(second -> tally.add(second.second(), second.events(), second.departures()));
                offset = shelf.boundaryAfter(offset);
            }
        }
        return new DensityAnswer(
                place.guild(),
                from,
                to,
                bucketSeconds * 1000,
                tally.list(tally.counts),
                tally.list(tally.departures),
                notes.sentences());
    }

    // From where nothing is counted yet up to where something is again.
    private long fold(Replay replay, Tally tally, long offset, long end) {
        Shelf shelf = replay.shelf();
        long to = shelf.boundaryAfter(offset);
        while (to < end && shelf.seconds(shelf.boundaryAfter(to)) == null) to = shelf.boundaryAfter(to);
        long until = Math.min(to, end);
        replay.fold(replay.at(offset), until, step -> {
            tally.add(step.recorded().at().getEpochSecond(), 1, departures(step));
            return true;
        });
        return until;
    }

    private final class Tally {
        private final int[] counts;
        private final int[] departures;

        Tally() {
            int buckets = (int) ((to.getEpochSecond() - from.getEpochSecond()) / bucketSeconds);
            counts = new int[buckets];
            departures = new int[buckets];
        }

        void add(long second, int events, int gone) {
            long bucket = Math.floorDiv(second - from.getEpochSecond(), bucketSeconds);
            if (bucket < 0 || bucket >= counts.length) return;
            counts[(int) bucket] += events;
            departures[(int) bucket] += gone;
        }

        List<Integer> list(int[] numbers) {
            return Arrays.stream(numbers).boxed().toList();
        }
    }

    static int departures(Step step) {
        int gone = 0;
        for (Change change : step.folded().changes()) if (change instanceof Change.Left) gone++;
        return gone;
    }
}
