package dev.earshot.analytics.query;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A window cut at the hours, midnights, Mondays or firsts of a time zone. A day with a change of the clocks has 23 or 25 hours, and a
 * midnight that the clocks skip is the first moment of its day.
 *
 * @param begins of each bucket; the first may lie before the window
 * @param from of the window
 * @param to of the window
 */
record TimeBuckets(List<Instant> begins, Instant from, Instant to, ZoneId zone) {
    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX");

    enum Unit {
        MINUTE,
        HOUR,
        DAY,
        WEEK,
        MONTH;

        static Unit named(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }

        private Instant begin(Instant time, ZoneId zone) {
            ZonedDateTime local = time.atZone(zone);
            LocalDate day = local.toLocalDate();
            return switch (this) {
                case MINUTE -> time.truncatedTo(ChronoUnit.MINUTES);
                case HOUR ->
                    time.minusSeconds(local.getMinute() * 60L + local.getSecond())
                            .truncatedTo(ChronoUnit.SECONDS);
                case DAY -> day.atStartOfDay(zone).toInstant();
                case WEEK ->
                    day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                            .atStartOfDay(zone)
                            .toInstant();
                case MONTH -> day.withDayOfMonth(1).atStartOfDay(zone).toInstant();
            };
        }

        private Instant next(Instant begin, ZoneId zone) {
            LocalDate day = begin.atZone(zone).toLocalDate();
            return switch (this) {
                case MINUTE -> begin.plus(1, ChronoUnit.MINUTES);
                case HOUR -> begin.plus(1, ChronoUnit.HOURS);
                case DAY -> day.plusDays(1).atStartOfDay(zone).toInstant();
                case WEEK -> day.plusWeeks(1).atStartOfDay(zone).toInstant();
                case MONTH -> day.plusMonths(1).atStartOfDay(zone).toInstant();
            };
        }
    }

    static TimeBuckets of(Unit unit, Instant from, Instant to, ZoneId zone) {
        List<Instant> begins = new ArrayList<>();
        for (Instant at = unit.begin(from, zone); at.isBefore(to); at = unit.next(at, zone)) begins.add(at);
        return new TimeBuckets(List.copyOf(begins), from, to, zone);
    }

    int size() {
        return begins.size();
    }

    /** The beginning as an answer shows it, with the offset that the zone has then. */
    String shown(int bucket) {
        return SHOWN.format(begins.get(bucket).atZone(zone));
    }

    /** What of this bucket lies in the window and has passed; never zero, for somebody divides by it. */
    Duration passed(int bucket, Instant now) {
        Instant begin = first(bucket);
        Instant end = last(bucket);
        Duration passed = Duration.between(begin, end.isBefore(now) ? end : now);
        return passed.isPositive() ? passed : Duration.ofMillis(1);
    }

    /** Where it begins within the window. */
    Instant first(int bucket) {
        Instant begin = begins.get(bucket);
        return begin.isAfter(from) ? begin : from;
    }

    /** Where it ends within the window. */
    Instant last(int bucket) {
        return bucket + 1 < begins.size() ? begins.get(bucket + 1) : to;
    }

    /** For {@code width_bucket}, which counts from one. */
    Instant[] array() {
        return begins.toArray(Instant[]::new);
    }
}
