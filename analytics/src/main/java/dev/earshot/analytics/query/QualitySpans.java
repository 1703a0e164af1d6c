package dev.earshot.analytics.query;

import java.time.Instant;
import java.util.List;

/**
 * A window as the sums of quality that it is made of, none of them twice: as many days (UTC) as lie in it whole, hours up to those and
 * after them, and quarters of an hour at its edges. So no sample is looked at, however long it is.
 */
record QualitySpans(List<Span> spans) {
    private static final long QUARTER = 900;
    private static final long HOUR = 3600;
    private static final long DAY = 86_400;

    /** The sums of so many minutes that begin in [from, to). */
    record Span(int minutes, Instant from, Instant to) {}

    /** The window as one; it begins and ends at quarters of an hour. */
    static QualitySpans of(Instant from, Instant to) {
        return cut(from, to, DAY, HOUR, QUARTER);
    }

    /** The window by hours of a zone. Where those are not the hours of UTC, as in India, quarters make them. */
    static QualitySpans hourly(TimeBuckets hours) {
        boolean ofUtc = hours.begins().stream().allMatch(begin -> begin.getEpochSecond() % HOUR == 0);
        return ofUtc ? cut(hours.from(), hours.to(), HOUR, QUARTER) : cut(hours.from(), hours.to(), QUARTER);
    }

    private static QualitySpans cut(Instant from, Instant to, long... lengths) {
        return new QualitySpans(Stretch.cut(from.getEpochSecond(), to.getEpochSecond(), lengths).stream()
                .map(QualitySpans::span)
                .toList());
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
