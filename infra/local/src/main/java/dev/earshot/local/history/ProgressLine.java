package dev.earshot.local.history;

import java.time.Duration;
import java.util.Locale;

/** A line that says how far a fold is: a bar, a share, a rate and the time that is left at that rate. Pure. */
final class ProgressLine {
    private static final int BAR = 24;

    private ProgressLine() {}

    /**
     * @param done records read
     * @param total records that will have been read
     * @param elapsed since the first
     */
    static String of(long done, long total, Duration elapsed) {
        long of = Math.max(1, Math.max(done, total));
        int full = (int) (BAR * done / of);
        double seconds = Math.max(0.001, elapsed.toMillis() / 1000.0);
        double rate = done / seconds;
        String left = rate < 1 ? "" : ", " + duration(Math.round((of - done) / rate)) + " left";
        return "[%s%s] %3d %%  %s of %s events, %s/s%s"
                .formatted(
                        "█".repeat(full),
                        "·".repeat(BAR - full),
                        100 * done / of,
                        grouped(done),
                        grouped(of),
                        grouped(Math.round(rate)),
                        left);
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String duration(long seconds) {
        if (seconds < 60) return seconds + " s";
        return seconds < 3600
                ? "%d:%02d min".formatted(seconds / 60, seconds % 60)
                : "%d:%02d h".formatted(seconds / 3600, seconds % 3600 / 60);
    }
}
