package dev.earshot.gateway.feed;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * Which partitions of {@code voice.presence} may lack rows that are still to be written again. The projector raises a partition's
 * generation when it has found out what is gone, and writes the rows right after; a projector that stands still does neither, and until
 * then a missing row says nothing. Written by the tailing thread alone, read by any.
 */
final class Completeness {
    /** A repair writes its generation and its rows in one go. */
    static final Duration ROWS_FOLLOW_WITHIN = Duration.ofSeconds(10);

    /** Nobody stays out of the media's rules for ever because of a repair that does not come. */
    static final Duration REPAIRED_WITHIN = Duration.ofMinutes(10);

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
