package dev.earshot.analytics.rebuild;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/** How far a reading is, in one line: on a terminal it moves, in a file there is a line for each tenth. */
final class ProgressBar implements Rebuild.Watcher {
    private static final int WIDTH = 30;
    private static final Duration BETWEEN = Duration.ofMillis(200);

    private final PrintStream out;
    private final boolean moves;
    private final LongSupplier nanoTime;
    private final long began;
    private long shown = Long.MIN_VALUE;
    private long tenth;

    /** @param moves whether the line may be written over */
    ProgressBar(PrintStream out, boolean moves, LongSupplier nanoTime) {
        this.out = out;
        this.moves = moves;
        this.nanoTime = nanoTime;
        this.began = nanoTime.getAsLong();
    }

    @Override
    public void read(long records, long of) {
        long now = nanoTime.getAsLong();
        boolean done = records >= of;
        if (moves && !done && shown != Long.MIN_VALUE && now - shown < BETWEEN.toNanos()) return;
        if (!moves && !done && records * 10 / of <= tenth) return;
        shown = now;
        tenth = of == 0 ? 10 : records * 10 / of;
        String line = line(records, of, Duration.ofNanos(now - began));
        out.print(moves ? "\r" + line + (done ? System.lineSeparator() : "") : line + System.lineSeparator());
        out.flush();
    }

    /** Such as {@code [=====>    ]  54 %  1,200,000 of 2,200,000  310,000/s  0:03 left}. */
    static String line(long records, long of, Duration took) {
        double share = of == 0 ? 1 : (double) records / of;
        int filled = (int) (share * WIDTH);
        String bar = "=".repeat(filled) + (filled < WIDTH ? ">" : "") + " ".repeat(Math.max(0, WIDTH - filled - 1));
        double seconds = Math.max(took.toMillis(), 1) / 1000.0;
        double rate = records / seconds;
        long left = rate == 0 ? 0 : Math.round((of - records) / rate);
        return "[%s] %3.0f %%  %,d of %,d  %,.0f/s  %d:%02d left"
                .formatted(bar, share * 100, records, of, rate, left / 60, left % 60);
    }
}
