package dev.earshot.local.history;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * How times are written in tables: with milliseconds, in the reader's zone, and with the date only if it is another than today. Pure.
 */
record LocalTimes(ZoneId zone, LocalDate today) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");

    static LocalTimes at(Instant now, ZoneId zone) {
        return new LocalTimes(zone, LocalDate.ofInstant(now, zone));
    }

    String of(@Nullable Instant time) {
        if (time == null) return "";
        var local = time.atZone(zone);
        return (local.toLocalDate().equals(today) ? TIME : DAY).format(local);
    }

    /** With date and zone, for a heading. */
    String whole(Instant time) {
        return DAY.format(time.atZone(zone)) + " " + zone;
    }
}
