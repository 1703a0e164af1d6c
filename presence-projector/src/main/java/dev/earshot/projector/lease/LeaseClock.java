package dev.earshot.projector.lease;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A partition's time for leases. It moves only when a gateway's tick is processed, by the projector's monotonic time since the
 * last one, at most 2 s: while Kafka, every gateway or the projector is away, or the machine sleeps, it stands still, and no
 * lease runs out unheard.
 */
public final class LeaseClock {
    /** The most that one tick can move it; ticks come every second. */
    public static final Duration LONGEST_STEP = Duration.ofSeconds(2);

    private final LongSupplier nanoClock;
    private boolean started;
    private long lastTick;
    private long nanos;

    /** @param nanoClock monotonic, in nanoseconds, from any origin */
    public LeaseClock(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** A tick is processed. The first one only starts the clock. */
    public void tick() {
        long now = nanoClock.getAsLong();
        if (started) nanos += Math.clamp(now - lastTick, 0, LONGEST_STEP.toNanos());
        started = true;
        lastTick = now;
    }

    /** The time, from 0 at the projector's start. */
    public Duration now() {
        return Duration.ofNanos(nanos);
    }
}
