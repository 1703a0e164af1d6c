package dev.earshot.analytics.query;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The buckets of a window as the sets of people are asked for: whole days (UTC), six hours and hours, and for what is left at the edges
 * the quarters of an hour of each person's day.
 */
record PeopleSlices(List<Bucket> buckets, List<Span> spans, DaySlices edges) {
    private static final long HOUR = 3600;

    /** What of a bucket lies in the window. */
    record Bucket(Instant from, Instant to) {}

    /** @param hours 1, 6 or 24: the length of each set in [from, to) */
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
        return to.isBefore(now) ? to : Instant.ofEpochSecond(Math.ceilDiv(to.getEpochSecond(), HOUR) * HOUR);
    }

    private void add(Instant from, Instant to, int bucket) {
        buckets.add(new Bucket(from, to));
        for (SumSpans.Span span : SumSpans.ofPeople(from, to).spans()) {
            if (span.minutes() < 60) edges.add(span.from(), span.to(), bucket);
            else spans.add(new Span(span.minutes() / 60, span.from(), span.to(), bucket));
        }
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
