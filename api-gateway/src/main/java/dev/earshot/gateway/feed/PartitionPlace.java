package dev.earshot.gateway.feed;

/**
 * How far a partition of {@code voice.presence} was read, and the epoch of what was read. A view that is swapped in brings its own, so
 * that no look at a view is ever given the version of another. Written by the tailing thread alone, read by any.
 */
final class PartitionPlace {
    private final PartitionEpoch epoch;
    private volatile long next;

    /** @param next offset of the first record that is not in the view */
    PartitionPlace(PartitionEpoch epoch, long next) {
        this.epoch = epoch;
        this.next = next;
    }

    PartitionEpoch epoch() {
        return epoch;
    }

    long next() {
        return next;
    }

    /** The record before {@code offset} is done with; only after it was applied. */
    void moved(long offset) {
        next = offset;
    }

    PartitionPlace raised(long generation, long offset) {
        return new PartitionPlace(epoch.raised(generation), offset);
    }
}
