package dev.earshot.projector.journal;

import dev.earshot.events.change.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * Which entries may go: those that a newer one of the same guild and topic follows, 60 s old, and of an input that will
 * never be read again.
 */
final class JournalPruning {
    private static final Duration KEPT = Duration.ofSeconds(60);
    /** Per call, so that no tick has to wait for a long sweep. */
    private static final int AT_MOST = 2_000;

    private final CommittedOffsets committed;
    private final Map<String, Queue<Followed>> followed = new HashMap<>();

    JournalPruning(CommittedOffsets committed) {
        this.committed = committed;
    }

    /** An entry that is no longer its guild's and topic's newest. */
    private record Followed(String key, Cause cause, Instant at) {}

    void followed(String key, Cause cause, Instant at) {
        followed.computeIfAbsent(cause.topic(), _ -> new ArrayDeque<>()).add(new Followed(key, cause, at));
    }

    /** @param delete takes the store's keys of entries that may go */
    void prune(Instant now, Consumer<String> delete) {
        Instant old = now.minus(KEPT);
        for (Queue<Followed> queue : followed.values()) prune(queue, old, delete);
    }

    private void prune(Queue<Followed> queue, Instant old, Consumer<String> delete) {
        Followed next = queue.peek();
        if (next == null) return;
        long safe = committed.committed(next.cause().topic(), next.cause().partition());
        for (int n = 0; n < AT_MOST && next != null; n++) {
            if (next.cause().offset() >= safe || next.at().isAfter(old)) return;
            delete.accept(next.key());
            queue.remove();
            next = queue.peek();
        }
    }
}
