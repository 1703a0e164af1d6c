package dev.earshot.analytics.query;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The buckets of a window as the sets of people are asked for: whole days (UTC) and whole hours, and for what is left at the edges
 * the quarters of an hour of each person's day.
 */
record PeopleSlices(List<Bucket> buckets, List<Span> spans, DaySlices edges) {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    /** What of a bucket lies in the window. */
    record Bucket(Instant from, Instant to) {}

    /** @param hours 1 or 24: the length of each set in [from, to) */
    record Span(int hours, Instant from, Instant to, int bucket) {}

    static PeopleSlices of(TimeBuckets cut, Instant now) {
        PeopleSlices slices = new PeopleSlices(new ArrayList<>(), new ArrayList<>(), DaySlices.none());
        for (int bucket = 0; bucket < cut.size(); bucket++) {
            slices.add(cut.first(bucket), end(cut.last(bucket), now), bucket);
        }
        return slices;
    }

    /** The window as one bucket. */
    static PeopleSlices whole(Instant from, Instant to, Instant now) {
        PeopleSlices slices = new PeopleSlices(new ArrayList<>(), new ArrayList<>(), DaySlices.none());
        slices.add(from, end(to, now), 0);
        return slices;
    }

    // Nobody has come after now, so the hour that it is in may be taken whole.
    private static Instant end(Instant to, Instant now) {
        return to.isBefore(now) ? to : up(to, HOUR);
    }

    private void add(Instant from, Instant to, int bucket) {
        buckets.add(new Bucket(from, to));
        Instant firstHour = up(from, HOUR);
        Instant endHour = down(to, HOUR);
        if (!firstHour.isBefore(endHour)) {
            edges.add(from, to, bucket);
            return;
        }
        edges.add(from, firstHour, bucket);
        edges.add(endHour, to, bucket);
        Instant firstDay = up(firstHour, DAY);
        Instant endDay = down(endHour, DAY);
        if (!firstDay.isBefore(endDay)) {
            span(1, firstHour, endHour, bucket);
            return;
        }
        span(1, firstHour, firstDay, bucket);
        span(24, firstDay, endDay, bucket);
        span(1, endDay, endHour, bucket);
    }

    private void span(int hours, Instant from, Instant to, int bucket) {
        if (from.isBefore(to)) spans.add(new Span(hours, from, to, bucket));
    }

    private static Instant down(Instant time, Duration unit) {
        return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), unit.toSeconds()) * unit.toSeconds());
    }

    private static Instant up(Instant time, Duration unit) {
        Instant down = down(time, unit);
        return down.equals(time) ? down : down.plus(unit);
    }

    /** Puts them into a question: {@code :bucket…, :span…} and what {@link DaySlices} has. */
    Ask into(Ask ask) {
        return ask.with(edges)
                .with("bucketFroms", buckets.stream().map(Bucket::from).toArray(Instant[]::new))
                .with("bucketTos", buckets.stream().map(Bucket::to).toArray(Instant[]::new))
                .with("spanHours", spans.stream().map(Span::hours).toArray(Integer[]::new))
                .with("spanFroms", spans.stream().map(Span::from).toArray(Instant[]::new))
                .with("spanTos", spans.stream().map(Span::to).toArray(Instant[]::new))
                .with("spanBuckets", spans.stream().map(Span::bucket).toArray(Integer[]::new));
    }
}
