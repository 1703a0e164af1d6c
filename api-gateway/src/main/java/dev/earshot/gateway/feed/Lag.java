package dev.earshot.gateway.feed;

import java.util.concurrent.TimeUnit;

/**
 * How a socket falls behind and is given up. While it cannot take more, nothing is kept for it; once it can, one snapshot stands
 * for all it missed. One that stays behind, or falls behind again and again, is closed. Nanoseconds.
 */
final class Lag {
    /** So long without taking anything is a dead or hopeless socket. */
    static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);
    /** So many resyncs within {@link #MEMORY} are as many as a snapshot is worth. */
    static final int RESYNCS = 5;

    static final long MEMORY = TimeUnit.SECONDS.toNanos(60);

    private boolean behind;
    private long since;
    private int times;
    private long firstTime;

    boolean isBehind() {
        return behind;
    }

    void fellBehind(long now) {
        behind = true;
        since = now;
        if (times == 0 || now - firstTime > MEMORY) {
            times = 0;
            firstTime = now;
        }
        times++;
    }

    boolean isHopeless(long now) {
        return now - since > PATIENCE || times > RESYNCS;
    }

    void caughtUp() {
        behind = false;
    }
}
