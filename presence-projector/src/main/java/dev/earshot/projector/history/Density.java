package dev.earshot.projector.history;

import dev.earshot.events.fold.Change;
import dev.earshot.projector.history.answer.DensityAnswer;
import dev.earshot.projector.history.log.LogReader;
import dev.earshot.projector.history.past.GuildMoment;
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

    DensityAnswer count(LogReader reader, Place place, Replay replay, Notes notes) {
        int buckets = (int) ((to.getEpochSecond() - from.getEpochSecond()) / bucketSeconds);
        int[] counts = new int[buckets];
        int[] departures = new int[buckets];
        long begin = reader.after(place.events(), from.minusMillis(1));
        long end = reader.after(place.events(), to.minusMillis(1));
        GuildMoment then = replay.fold(replay.at(begin), end, step -> {
            int bucket = bucket(step.recorded().at());
            if (bucket >= 0 && bucket < buckets) {
                counts[bucket]++;
                departures[bucket] += departures(step);
            }
            return true;
        });
        return new DensityAnswer(
                place.guild(),
                from,
                to,
                bucketSeconds * 1000,
                list(counts),
                list(departures),
                notes.passedOver(then).sentences());
    }

    private int bucket(Instant time) {
        return (int) Math.floorDiv(time.getEpochSecond() - from.getEpochSecond(), bucketSeconds);
    }

    static int departures(Step step) {
        int gone = 0;
        for (Change change : step.folded().changes()) if (change instanceof Change.Left) gone++;
        return gone;
    }

    private static List<Integer> list(int[] numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }
}
