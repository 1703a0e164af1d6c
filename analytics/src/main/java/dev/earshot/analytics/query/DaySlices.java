package dev.earshot.analytics.query;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Which of the 96 quarters of which day (UTC) belong to which bucket: how a person's day in the sums is asked for somebody
 * else's days. The three lists go together.
 *
 * @param masks 96 times 0 or 1, as PostgreSQL writes bits
 * @param buckets counted from zero
 */
record DaySlices(List<String> days, List<String> masks, List<Integer> buckets) {
    private static final int QUARTERS = 96;
    private static final Duration QUARTER = Duration.ofMinutes(15);

    static DaySlices none() {
        return new DaySlices(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    /** A part of a bucket, from one quarter of an hour to another. */
    void add(Instant from, Instant to, int bucket) {
        for (LocalDate day = date(from); start(day).isBefore(to); day = day.plusDays(1)) {
            int first = quarter(day, from);
            int last = quarter(day, to);
            if (first >= last) continue;
            days.add(day.toString());
            masks.add("0".repeat(first) + "1".repeat(last - first) + "0".repeat(QUARTERS - last));
            buckets.add(bucket);
        }
    }

    private static int quarter(LocalDate day, Instant time) {
        long quarters = Math.ceilDiv(Duration.between(start(day), time).toSeconds(), QUARTER.toSeconds());
        return (int) Math.clamp(quarters, 0, QUARTERS);
    }

    private static LocalDate date(Instant time) {
        return time.atOffset(ZoneOffset.UTC).toLocalDate();
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    String[] dayArray() {
        return days.toArray(String[]::new);
    }

    String[] maskArray() {
        return masks.toArray(String[]::new);
    }

    Integer[] bucketArray() {
        return buckets.toArray(Integer[]::new);
    }
}
