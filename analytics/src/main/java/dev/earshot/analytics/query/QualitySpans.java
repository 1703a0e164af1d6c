package dev.earshot.analytics.query;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A window as the sums of quality that it is made of, none of them twice: as many days (UTC) as lie in it whole, hours up to those and
 * after them, and quarters of an hour at its edges. So no sample is looked at, however long it is.
 */
record QualitySpans(List<Span> spans) {
    private enum Grain {
        QUARTER(900),
        HOUR(3600),
        DAY(86_400);

        private final long seconds;

        Grain(long seconds) {
            this.seconds = seconds;
        }

        Instant upTo(Instant time) {
            return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), seconds) * seconds);
        }

        Instant from(Instant time) {
            return Instant.ofEpochSecond(Math.ceilDiv(time.getEpochSecond(), seconds) * seconds);
        }
    }

    /** The sums of so many minutes that begin in [from, to). */
    record Span(int minutes, Instant from, Instant to) {}

    /** The window as one; it begins and ends at quarters of an hour. */
    static QualitySpans of(Instant from, Instant to) {
        return new QualitySpans(split(from, to, Grain.DAY));
    }

    /** The window by hours of a zone. Where those are not the hours of UTC, as in India, quarters make them. */
    static QualitySpans hourly(TimeBuckets hours) {
        boolean ofUtc =
                hours.begins().stream().allMatch(begin -> Grain.HOUR.upTo(begin).equals(begin));
        return new QualitySpans(split(hours.from(), hours.to(), ofUtc ? Grain.HOUR : Grain.QUARTER));
    }

    private static List<Span> split(Instant from, Instant to, Grain longest) {
        if (!from.isBefore(to)) return List.of();
        if (longest == Grain.QUARTER) return List.of(new Span(15, from, to));
        Grain shorter = Grain.values()[longest.ordinal() - 1];
        Instant first = longest.from(from);
        Instant last = longest.upTo(to);
        if (!first.isBefore(last)) return split(from, to, shorter);
        List<Span> spans = new ArrayList<>(split(from, first, shorter));
        spans.add(new Span((int) longest.seconds / 60, first, last));
        spans.addAll(split(last, to, shorter));
        return spans;
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
