package dev.earshot.gateway.feed;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * Which partitions of {@code voice.presence} are complete after rows were lost. A repair raises the partition's generation and then writes
 * the lost rows; until then a missing row does not mean that the participant left. Written by the tailing thread alone, read by any.
 */
final class Completeness {
    /** From the generation record to the last repaired row. */
    private static final Duration ROWS_FOLLOW_WITHIN = Duration.ofSeconds(10);

    /** Upper bound: after this the partition counts as complete without a repair. */
    private static final Duration REPAIRED_WITHIN = Duration.ofMinutes(10);

    private final LongSupplier nanoTime;
    private final AtomicLongArray completeFrom;

    Completeness(int partitions, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        long now = nanoTime.getAsLong();
        completeFrom = new AtomicLongArray(partitions);
        for (int partition = 0; partition < partitions; partition++) completeFrom.set(partition, now);
    }

    /** The table was cut, truncated or created again: every partition waits for its repair. */
    void rowsLost() {
        long latest = nanoTime.getAsLong() + REPAIRED_WITHIN.toNanos();
        for (int partition = 0; partition < completeFrom.length(); partition++) completeFrom.set(partition, latest);
    }

    /** The partition's generation was raised. */
    void repairBegan(int partition) {
        long soon = nanoTime.getAsLong() + ROWS_FOLLOW_WITHIN.toNanos();
        if (completeFrom.get(partition) - soon > 0) completeFrom.set(partition, soon);
    }

    boolean of(int partition) {
        return nanoTime.getAsLong() - completeFrom.get(partition) >= 0;
    }

    boolean ofAll() {
        for (int partition = 0; partition < completeFrom.length(); partition++) if (!of(partition)) return false;
        return true;
    }
}
