package dev.earshot.analytics.query;

import static java.util.Objects.requireNonNull;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Reads columns of an answer, and writes times and durations as every answer does. */
final class Rows {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Rows() {}

    static String text(Readable row, String column) {
        return requireNonNull(row.get(column, String.class));
    }

    static long number(Readable row, String column) {
        return requireNonNull(row.get(column, Long.class));
    }

    static Instant time(Readable row, String column) {
        return requireNonNull(row.get(column, Instant.class));
    }

    static String shown(Instant time) {
        return TIME.format(time);
    }

    static @Nullable String shownIfAny(@Nullable Instant time) {
        return time == null ? null : TIME.format(time);
    }

    /** To a thousandth. */
    static double seconds(long millis) {
        return millis / 1000.0;
    }

    /** To a thousandth. */
    static double minutes(long millis) {
        return rounded(millis / 60_000.0);
    }

    /** To a thousandth. */
    static double rounded(double number) {
        return Math.round(number * 1000) / 1000.0;
    }
}
