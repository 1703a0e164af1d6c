package dev.earshot.analytics.fact;

import java.time.Instant;

/** The times that facts may have. Each month makes partitions, so nonsense must not reach the tables. */
final class StorableTime {
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    private StorableTime() {}

    static void check(String what, Instant time) {
        if (time.isBefore(EARLIEST) || !time.isBefore(LATEST)) {
            throw new Unstorable("The time \"" + what + "\" is not between the years 2000 and 2100");
        }
    }
}
