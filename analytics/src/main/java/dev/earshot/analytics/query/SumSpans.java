package dev.earshot.analytics.query;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A window as the sums that it is made of, none of them twice: as many days (UTC) as lie in it whole, hours up to those and
 * after them, and quarters of an hour at its edges. So neither a call nor a sample is looked at, however long it is.
 */
record SumSpans(List<Span> spans) {
    private static final long QUARTER = 900;
    private static final long HOUR = 3600;
    private static final long DAY = 86_400;
    private static final long[] OF_USAGE = {DAY, HOUR, QUARTER};
    private static final long[] OF_PEOPLE = {DAY, 6 * HOUR, HOUR, QUARTER};

    /** The sums of so many minutes that begin in [from, to). */
    record Span(int minutes, Instant from, Instant to) {}

    /** The window as one; it begins and ends at quarters of an hour. */
    static SumSpans of(Instant from, Instant to) {
        return new SumSpans(spans(from, to, OF_USAGE));
    }

    /** The same for sets of people, which are there by six hours as well. */
    static SumSpans ofPeople(Instant from, Instant to) {
        return new SumSpans(spans(from, to, OF_PEOPLE));
    }

    /**
     * The window by hours, days or more of a zone: no sum lies in two of them. Where hours of the zone are not those of UTC, as in
     * India, quarters make them.
     */
    static SumSpans of(TimeBuckets cut) {
        List<Span> spans = new ArrayList<>();
        for (int bucket = 0; bucket < cut.size(); bucket++) {
            for (Span next : spans(cut.first(bucket), cut.last(bucket), OF_USAGE)) {
                Span last = spans.isEmpty() ? null : spans.getLast();
                if (last != null && last.minutes() == next.minutes()) {
                    spans.set(spans.size() - 1, new Span(last.minutes(), last.from(), next.to()));
                } else {
                    spans.add(next);
                }
            }
        }
        return new SumSpans(spans);
    }

    private static List<Span> spans(Instant from, Instant to, long... lengths) {
        return Stretch.cut(from.getEpochSecond(), to.getEpochSecond(), lengths).stream()
                .map(SumSpans::span)
                .toList();
    }

    private static Span span(Stretch stretch) {
        return new Span(
                (int) stretch.length() / 60,
                Instant.ofEpochSecond(stretch.from()),
                Instant.ofEpochSecond(stretch.to()));
    }

    Integer[] minutes() {
        return spans.stream().map(Span::minutes).toArray(Integer[]::new);
    }

    Instant[] froms() {
        return spans.stream().map(Span::from).toArray(Instant[]::new);
    }

    Instant[] tos() {
        return spans.stream().map(Span::to).toArray(Instant[]::new);
    }
}
