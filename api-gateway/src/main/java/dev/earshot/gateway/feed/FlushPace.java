package dev.earshot.gateway.feed;

import java.util.concurrent.TimeUnit;

/**
 * When the next batch goes out: at once when idle, then at most every few milliseconds while busy. Coalescing is the lever of
 * the whole fan-out (a socket costs a system call a batch, not a change), so a batch also waits until the one before it has been
 * written everywhere, and the interval grows with how long that took. Nanoseconds throughout. Not thread-safe.
 */
final class FlushPace {
    static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(5);
    static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(25);
    /** Writing takes at most half of the time, so that reading, folding and the network have the other half. */
    private static final int SHARE = 2;

    private long interval = SHORTEST;
    private long startedAt;
    private boolean begun;

    /** How long to wait before the next batch; 0 for at once. */
    long waitAt(long now) {
        if (!begun) return 0;
        return Math.max(0, startedAt + interval - now);
    }

    void started(long now) {
        startedAt = now;
        begun = true;
    }

    /** The batch is written to every socket. */
    void finished(long now) {
        interval = Math.clamp((now - startedAt) * SHARE, SHORTEST, LONGEST);
    }
}
