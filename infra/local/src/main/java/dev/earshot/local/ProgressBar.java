package dev.earshot.local;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Says how far something long is: in one line that is rewritten at a terminal, in a line for each tenth elsewhere. */
final class ProgressBar implements AutoCloseable {
    private static final int WIDTH = 30;
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final PrintStream out;
    private final boolean terminal =
            System.console() != null && System.console().isTerminal();
    private long began;
    private long shown;
    private int tenths;

    ProgressBar(PrintStream out) {
        this.out = out;
    }

    /**
     * Shows it, unless that was done a moment ago.
     *
     * @param share from 0 to 1
     * @param done  how many records
     */
    void at(double share, long done) {
        long now = System.nanoTime();
        // What was waited for before the first record says nothing about the others.
        if (began == 0) began = now;
        if (terminal && now - shown >= PAUSE.toNanos()) {
            shown = now;
            out.print('\r' + line(share, done, Duration.ofNanos(now - began)));
            out.flush();
        } else if (!terminal && share * 10 >= tenths + 1) {
            tenths = (int) (share * 10);
            out.println(line(share, done, Duration.ofNanos(now - began)));
        }
    }

    @Override
    public void close() {
        if (terminal) out.println();
    }

    static String line(double share, long done, Duration took) {
        double seconds = Math.max(0.001, took.toMillis() / 1000.0);
        int filled = (int) Math.round(share * WIDTH);
        String left = share <= 0 ? "" : ", %.0f s left".formatted(seconds * (1 - share) / share);
        return String.format(
                Locale.ROOT,
                "  [%s%s] %3.0f %%  %,d records, %,.0f/s%s ",
                "#".repeat(filled),
                ".".repeat(WIDTH - filled),
                share * 100,
                done,
                done / seconds,
                left);
    }
}
