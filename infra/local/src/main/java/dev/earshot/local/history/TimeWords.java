package dev.earshot.local.history;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times as people write them: ISO with or without an offset, {@code 14:05}, {@code yesterday 14:05}, {@code 10 minutes ago}. What
 * names no zone is meant in that of the clock. Where clocks are put forward a time that is skipped is taken after the gap, and where
 * they are put back the earlier of the two. Pure.
 */
final class TimeWords {
    private static final Pattern AGO =
            Pattern.compile("(\\d{1,9}|an?|one) ?(s|sec|second|m|min|minute|h|hour|d|day|w|week|month)s? ago");
    private static final Pattern DAY_AND_TIME = Pattern.compile("(today|yesterday|[a-z]+day)(?:,? (?:at )?(.+))?");
    private static final Map<String, ChronoUnit> UNITS = Map.ofEntries(
            Map.entry("s", ChronoUnit.SECONDS),
            Map.entry("sec", ChronoUnit.SECONDS),
            Map.entry("second", ChronoUnit.SECONDS),
            Map.entry("m", ChronoUnit.MINUTES),
            Map.entry("min", ChronoUnit.MINUTES),
            Map.entry("minute", ChronoUnit.MINUTES),
            Map.entry("h", ChronoUnit.HOURS),
            Map.entry("hour", ChronoUnit.HOURS),
            Map.entry("d", ChronoUnit.DAYS),
            Map.entry("day", ChronoUnit.DAYS),
            Map.entry("w", ChronoUnit.WEEKS),
            Map.entry("week", ChronoUnit.WEEKS),
            Map.entry("month", ChronoUnit.MONTHS));

    private final ZonedDateTime now;

    /** @param clock says what now is, and in which zone */
    TimeWords(Clock clock) {
        this.now = ZonedDateTime.now(clock);
    }

    /** @throws BadArgument with a sentence that shows what may be written */
    Instant parse(String text) {
        String words = text.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
        return iso(text.strip())
                .or(() -> words(words))
                .or(() -> time(words).map(this::last))
                .orElseThrow(
                        () -> new BadArgument("'" + text + "' is no time I know. Write it like 2026-01-31T14:03:22,"
                                + " 14:05, \"yesterday 14:05\", \"10 minutes ago\" or now."));
    }

    private Optional<Instant> words(String words) {
        if (words.equals("now")) return Optional.of(now.toInstant());
        Matcher ago = AGO.matcher(words);
        if (ago.matches()) return Optional.of(ago(ago.group(1), ago.group(2)));
        Matcher day = DAY_AND_TIME.matcher(words);
        if (!day.matches()) return Optional.empty();
        Optional<LocalTime> time = day.group(2) == null ? Optional.of(LocalTime.MIDNIGHT) : time(day.group(2));
        return time.flatMap(at -> date(day.group(1)).map(date -> on(date, at)));
    }

    private Instant ago(String count, String unit) {
        long many = Character.isDigit(count.charAt(0)) ? Long.parseLong(count) : 1;
        try {
            // Days are the calendar's: at the same time of the day, also if clocks were put forward or back since.
            return now.minus(many, UNITS.getOrDefault(unit, ChronoUnit.SECONDS)).toInstant();
        } catch (DateTimeException tooLong) {
            return Instant.EPOCH;
        }
    }

    private Optional<LocalDate> date(String day) {
        if (day.equals("today")) return Optional.of(now.toLocalDate());
        if (day.equals("yesterday")) return Optional.of(now.toLocalDate().minusDays(1));
        for (DayOfWeek weekday : DayOfWeek.values()) {
            if (weekday.name().toLowerCase(Locale.ROOT).equals(day)) {
                return Optional.of(now.toLocalDate().with(TemporalAdjusters.previous(weekday)));
            }
        }
        return Optional.empty();
    }

    /** The last time that a clock showed this. */
    private Instant last(LocalTime time) {
        Instant today = on(now.toLocalDate(), time);
        return today.isAfter(now.toInstant()) ? on(now.toLocalDate().minusDays(1), time) : today;
    }

    private Instant on(LocalDate date, LocalTime time) {
        return LocalDateTime.of(date, time).atZone(now.getZone()).toInstant();
    }

    private Optional<Instant> iso(String text) {
        String iso = text.replaceFirst("^(\\d{4}-\\d{2}-\\d{2}) (?=\\d)", "$1T");
        return tried(() -> OffsetDateTime.parse(iso).toInstant())
                .or(() -> tried(
                        () -> LocalDateTime.parse(iso).atZone(now.getZone()).toInstant()))
                .or(() -> tried(
                        () -> LocalDate.parse(iso).atStartOfDay(now.getZone()).toInstant()));
    }

    private static Optional<LocalTime> time(String text) {
        return tried(() -> LocalTime.parse(text.length() == 4 ? "0" + text : text));
    }

    private interface Parsing<T> {
        T parse();
    }

    private static <T> Optional<T> tried(Parsing<T> parsing) {
        try {
            return Optional.of(parsing.parse());
        } catch (DateTimeParseException another) {
            return Optional.empty();
        }
    }
}
