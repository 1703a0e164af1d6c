package dev.earshot.faults.stack;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** How long a part stays away, and what must hold all the while. */
public final class Outage {
    /** Longer than the lease of 30 s; shorter only while working on a test. */
    public static final Duration LENGTH = Duration.ofSeconds(Integer.getInteger("earshot.outage.seconds", 60));

    /** From here on a lease that ran through an outage would have ended: 30 s, 1.5 s for the sweep, and a second. */
    public static final Duration LEASE_AND_SWEEP = Duration.ofMillis(32_500);

    private static final long LOOK_EVERY = Duration.ofMillis(100).toNanos();

    private Outage() {}

    /** Looks again and again until the time is over. The check throws if something does not hold. */
    public static void holds(Duration time, Runnable check) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            check.run();
            LockSupport.parkNanos(LOOK_EVERY);
        }
        check.run();
    }
}
