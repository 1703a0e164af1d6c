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

    JournalPruning(CommittedOffsets committed) {
        this.committed = committed;
    }

    /** An entry that is no longer its guild's and topic's newest. */
    private record Followed(String key, Cause cause, Instant at) {}

    private static final class Topic {
        final Queue<Followed> followed = new ArrayDeque<>();
        long safe = -1;
        Instant now = Instant.MIN;

        // One that is later than now was written while the clock was ahead: it would not grow old before that time
        // comes.
        boolean isYoung(Instant at, Instant old) {
            return at.isAfter(old) && !at.isAfter(now);
        }
    }

    void followed(String key, Cause cause, Instant at) {
        topic(cause.topic()).followed.add(new Followed(key, cause, at));
    }

    /** The fold's time of a topic, which a set-back makes smaller. */
    void reached(String topic, Instant now) {
        topic(topic).now = now;
    }

    private Topic topic(String name) {
        return topics.computeIfAbsent(name, _ -> new Topic());
    }

    // Each topic has a time of its own, and the later one counts: a guild in which nothing happens any more has no
    // other.
    private Instant old() {
        Instant latest = Instant.MIN;
        for (Topic topic : topics.values()) if (topic.now.isAfter(latest)) latest = topic.now;
        return latest.equals(Instant.MIN) ? latest : latest.minus(KEPT);
    }

    /** Learns how late it is and what has been committed. */
    void look(String of, Instant now) {
        reached(of, now);
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
        Instant old = old();
        for (Topic topic : topics.values()) {
            for (int i = 0; i < most; i++) {
                Followed next = topic.followed.peek();
                if (next == null || next.cause().offset() >= topic.safe || topic.isYoung(next.at(), old)) break;
                delete.accept(next.key());
                topic.followed.remove();
            }
        }
    }
}
