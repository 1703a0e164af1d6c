package dev.earshot.analytics.fact;

import java.time.Duration;
import java.time.Instant;

/** The times that facts may have. Each month makes partitions, and each quarter of an hour of a stay sums, so nonsense must not reach the tables. */
final class StorableTime {
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");
    /** Longer than any real stay, and short enough that its sums are made in one go. */
    private static final Duration LONGEST = Duration.ofDays(366);

    private StorableTime() {}

    static void check(String what, Instant time) {
        if (time.isBefore(EARLIEST) || !time.isBefore(LATEST)) {
            throw new Unstorable("The time \"" + what + "\" is not between the years 2000 and 2100");
        }
    }

    /** What lasts, from the first of its times to the last, whichever that is. */
    static void checkSpan(String what, Instant one, Instant... others) {
        Instant first = one;
        Instant last = one;
        for (Instant time : others) {
            if (time.isBefore(first)) first = time;
            if (time.isAfter(last)) last = time;
        }
        if (Duration.between(first, last).compareTo(LONGEST) > 0) {
            throw new Unstorable(what + " does not last longer than " + LONGEST.toDays() + " days");
        }
    }
}
