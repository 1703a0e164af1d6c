package dev.earshot.local.demo;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * What is to be made up. The same plan gives the same records for ever.
 *
 * @param days   that the history is long, the last one being that of {@code until}
 * @param people members of the guild
 * @param perDay calls on a full working day; other days have their share of it
 * @param zone   whose mornings and evenings they are
 * @param until  nothing happens after it, and everybody has left by then
 */
public record DemoPlan(int days, int people, int perDay, long seed, ZoneId zone, Instant until) {
    /** Days begin in the small hours, when nobody is there: no call lies in two. */
    static final int DAY_BEGINS_AT = 4;
    /** As many calls as one person has time for on a day; beyond some sixteen no place is found for another. */
    private static final int CALLS_EACH = 12;

    public DemoPlan {
        require("--days", days, 1, 400);
        require("--people", people, 10, 20_000);
        require("--per-day", perDay, 10, 240_000);
        if (perDay > people * CALLS_EACH) {
            throw new IllegalArgumentException(
                    "--per-day %d: %d people have time for %d calls a day, choose more --people"
                            .formatted(perDay, people, people * CALLS_EACH));
        }
    }

    /** A history that ends now, in the clock's zone. */
    public static DemoPlan untilNow(int days, int people, int perDay, long seed, Clock clock) {
        return new DemoPlan(
                days, people, perDay, seed, clock.getZone(), clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    /** Every day, the first one first. */
    List<LocalDate> dates() {
        LocalDate last = until.atZone(zone).minusHours(DAY_BEGINS_AT).toLocalDate();
        return last.minusDays(days - 1L).datesUntil(last.plusDays(1)).toList();
    }

    /** When the first day begins. */
    public Instant begins() {
        return dates().getFirst().atTime(DAY_BEGINS_AT, 0).atZone(zone).toInstant();
    }

    /** How many calls the whole history has, about: the last day may not be over. */
    public long calls() {
        return Math.round(dates().stream()
                .mapToDouble(date -> perDay * Rhythm.share(date.getDayOfWeek()))
                .sum());
    }

    private static void require(String flag, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "%s %d: write a number from %d to %d".formatted(flag, value, least, most));
        }
    }
}
