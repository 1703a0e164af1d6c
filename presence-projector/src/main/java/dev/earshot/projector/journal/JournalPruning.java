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

    private final CommittedOffsets committed;
    private final Map<String, Topic> topics = new HashMap<>(2);
    private Instant old = Instant.MIN;

    JournalPruning(CommittedOffsets committed) {
        this.committed = committed;
    }

    /** An entry that is no longer its guild's and topic's newest. */
    private record Followed(String key, Cause cause, Instant at) {}

    private static final class Topic {
        final Queue<Followed> followed = new ArrayDeque<>();
        long safe = -1;
    }

    void followed(String key, Cause cause, Instant at) {
        topics.computeIfAbsent(cause.topic(), _ -> new Topic()).followed.add(new Followed(key, cause, at));
    }

    /** Learns how late it is and what has been committed. */
    void look(Instant now) {
        Instant kept = now.minus(KEPT);
        // Each topic has a time of its own, and neither takes back what the other has said.
        if (kept.isAfter(old)) old = kept;
        topics.forEach((name, topic) -> {
            Followed next = topic.followed.peek();
            if (next != null)
                topic.safe = committed.committed(name, next.cause().partition());
        });
    }

    /**
     * Lets entries go, the oldest first.
     *
     * @param most of each topic, so that no input waits for a long sweep
     * @param delete takes their keys in the store
     */
    void prune(int most, Consumer<String> delete) {
        for (Topic topic : topics.values()) {
            for (int i = 0; i < most; i++) {
                Followed next = topic.followed.peek();
                if (next == null
                        || next.cause().offset() >= topic.safe
                        || next.at().isAfter(old)) break;
                delete.accept(next.key());
                topic.followed.remove();
            }
        }
    }
}
