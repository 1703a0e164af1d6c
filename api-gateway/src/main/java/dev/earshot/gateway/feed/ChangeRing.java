package dev.earshot.gateway.feed;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A guild's recent changes. It answers what came since a version, unless that is longer ago than it remembers. */
final class ChangeRing {
    private final int capacity;
    private final ArrayDeque<RowChange> changes = new ArrayDeque<>();
    private long start;

    /**
     * @param start the offset from which no change was missed: where this gateway began to tail
     * @param capacity how many changes are remembered
     */
    ChangeRing(long start, int capacity) {
        this.start = start;
        this.capacity = capacity;
    }

    void add(RowChange change) {
        if (changes.size() == capacity) start = changes.removeFirst().offset() + 1;
        changes.addLast(change);
    }

    /** Every change from the offset {@code version} on, in order; empty if some of them are forgotten. */
    Optional<List<RowChange>> since(long version) {
        if (version < start) return Optional.empty();
        List<RowChange> since = new ArrayList<>();
        for (RowChange change : changes) {
            if (change.offset() >= version) since.add(change);
        }
        return Optional.of(since);
    }
}
