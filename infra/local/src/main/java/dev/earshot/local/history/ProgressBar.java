package dev.earshot.local.history;

import dev.earshot.projector.history.Progress;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Draws the progress of a fold on standard error, if that is a terminal and the fold takes longer than one would notice. */
final class ProgressBar implements Progress, AutoCloseable {
    private static final Duration UNNOTICED = Duration.ofMillis(500);
    private static final String START_OF_LINE = "\r";
    private static final String END_OF_LINE = "\u001b[K";

    private final PrintWriter err;
    private final Clock clock;
    private final Instant began;
    private final int columns;
    private final boolean terminal;
    private boolean drawn;

    ProgressBar(PrintWriter err, boolean terminal, int columns, Clock clock) {
        this.err = err;
        this.terminal = terminal;
        this.columns = columns;
        this.clock = clock;
        this.began = clock.instant();
    }

    @Override
    public void read(long done, long total) {
        Duration elapsed = Duration.between(began, clock.instant());
        if (!terminal || elapsed.compareTo(UNNOTICED) < 0) return;
        String line = ProgressLine.of(done, total, elapsed);
        err.print(START_OF_LINE + line.substring(0, Math.min(line.length(), columns - 1)) + END_OF_LINE);
        err.flush();
        drawn = true;
    }

    /** Takes the bar away, so that the answer begins on a line of its own. */
    @Override
    public void close() {
        if (!drawn) return;
        err.print(START_OF_LINE + END_OF_LINE);
        err.flush();
    }
}
