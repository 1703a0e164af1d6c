package dev.earshot.analytics.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Random samples of call quality, and their figures worked out the slow way: every value in a list, sorted. It knows no SQL and no classes. */
public final class Samples {
    private Samples() {}

    /** A measure is null where the browser could not say. */
    public record Sample(
            long number,
            Instant at,
            String guild,
            String channel,
            String user,
            @Nullable Double jitter,
            @Nullable Double loss,
            @Nullable Double roundTrip,
            @Nullable Double bitrate) {

        /** The simplified E-model, as the contract between page and database writes it down. */
        public @Nullable Double mos() {
            if (jitter == null && loss == null && roundTrip == null) return null;
            double delay = or0(roundTrip) / 2 + 2 * or0(jitter) + 20;
            double late = 0.024 * delay + 0.11 * Math.max(0, delay - 177.3);
            double percent = 100 * or0(loss);
            double r = Math.max(0, 93.2 - late - 95 * percent / (percent + 25.1));
            return Math.max(1, 1 + 0.035 * r + 0.000007 * r * (r - 60) * (100 - r));
        }

        public boolean isPoor() {
            Double mos = mos();
            return mos != null && mos < 3.6;
        }

        public boolean within(Instant from, Instant to) {
            return !at.isBefore(from) && at.isBefore(to);
        }
    }

    /** What is looked at of a sample. */
    @FunctionalInterface
    public interface Measure {
        @Nullable
        Double of(Sample sample);
    }

    /** So many of one guild, spread over the time from {@code from} on; some people and channels have far more than others. */
    public static List<Sample> random(long seed, String guild, int count, Instant from, Duration time) {
        Random random = new Random(seed);
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Instant at = from.plusMillis((long) (random.nextDouble() * time.toMillis()));
            int user = (int) (30 * Math.pow(random.nextDouble(), 2));
            boolean alone = random.nextInt(20) == 0;
            samples.add(new Sample(
                    i,
                    at,
                    guild,
                    "channel-" + (int) (4 * Math.pow(random.nextDouble(), 1.7)),
                    "user-" + user,
                    alone ? null : Math.exp(1.5 + 0.8 * random.nextGaussian() + user / 20.0),
                    alone ? null : random.nextInt(10) < 7 ? 0.0 : random.nextDouble() * user / 100,
                    random.nextInt(30) == 0 ? null : Math.exp(3.5 + 0.5 * random.nextGaussian()),
                    alone ? null : Math.max(0, 48_000 + 4_000 * random.nextGaussian())));
        }
        return samples;
    }

    /** Writes them as one statement each thousand, past Kafka, in the order given. */
    public static void write(FactDatabase database, List<Sample> samples) {
        samples.stream()
                .map(sample -> sample.at().toString().substring(0, 7))
                .distinct()
                .forEach(month -> database.execute("SELECT facts.ensure_month('" + month + "-01 00:00:00Z')"));
        for (int i = 0; i < samples.size(); i += 1000) {
            List<String> rows = samples.subList(i, Math.min(samples.size(), i + 1000)).stream()
                    .map(Samples::row)
                    .toList();
            database.execute("INSERT INTO facts.quality VALUES " + String.join(",", rows) + " ON CONFLICT DO NOTHING");
        }
    }

    private static String row(Sample sample) {
        return String.format(
                Locale.ROOT,
                "('voice.telemetry', 0, %d, 0, '%2$s', '%2$s', '%3$s', '%4$s', '%5$s', 'laptop', NULL, '1.0', 10000, %6$s, %7$s, %8$s, %9$s,"
                        + " NULL, NULL, NULL, NULL, NULL)",
                sample.number(),
                sample.at(),
                sample.guild(),
                sample.channel(),
                sample.user(),
                sample.jitter(),
                sample.loss(),
                sample.roundTrip(),
                sample.bitrate());
    }

    /** The value below which this share of the samples lie: sorted and picked, between two in proportion; null if none has the measure. */
    public static @Nullable Double percentile(List<Sample> samples, Measure measure, double share) {
        List<Double> sorted = samples.stream()
                .<Double>mapMulti((sample, found) -> {
                    Double value = measure.of(sample);
                    if (value != null) found.accept(value);
                })
                .sorted()
                .toList();
        if (sorted.isEmpty()) return null;
        double rank = share * (sorted.size() - 1);
        double below = sorted.get((int) Math.floor(rank));
        double above = sorted.get((int) Math.ceil(rank));
        return below + (rank - Math.floor(rank)) * (above - below);
    }

    private static double or0(@Nullable Double value) {
        return value == null ? 0 : value;
    }
}
