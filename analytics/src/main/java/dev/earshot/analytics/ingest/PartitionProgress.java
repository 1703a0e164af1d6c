package dev.earshot.analytics.ingest;

import dev.earshot.kafka.Stuck;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Which partitions stand still: they have records that are not in the database, and nothing moved for a while. Times are those of
 * {@link System#nanoTime}; any thread may ask.
 */
final class PartitionProgress {
    /** After which a standstill is told if nothing at all moves meanwhile. */
    static final Duration PATIENCE = Duration.ofSeconds(10);
    /** The same while other partitions move: a backlog is read a few partitions at a time. */
    static final Duration LONG_PATIENCE = Duration.ofSeconds(60);

    /**
     * @param next the first record that is not in the database
     * @param end where Kafka's partition ends, as far as is known
     * @param since when {@code next} last moved, or the first record came that waits
     */
    private record Place(long next, long end, long since) {}

    private final Map<TopicPartition, Place> places = new ConcurrentHashMap<>();
    private volatile @Nullable Long moved;

    /** Everything before this offset is in the database. */
    void written(TopicPartition partition, long next, long now) {
        places.compute(
                partition,
                (_, was) -> was != null && was.next == next
                        ? was
                        : new Place(next, was == null ? next : Math.max(was.end, next), now));
        moved = now;
    }

    /** Where reading begins, for the first time or again: that alone is no progress. */
    void opened(TopicPartition partition, long next, long now) {
        places.compute(partition, (_, was) -> {
            if (was != null && was.next == next) return was;
            return new Place(next, next, now);
        });
    }

    /** Kafka has records up to this offset. */
    void end(TopicPartition partition, long end, long now) {
        places.computeIfPresent(partition, (_, was) -> {
            if (end == was.end) return was;
            boolean waited = was.end > was.next;
            return new Place(was.next, end, waited ? was.since : now);
        });
    }

    /** @param reason why nothing moves, a sentence */
    List<Stuck> stuck(long now, String reason) {
        Long last = moved;
        boolean othersMove = last != null && now - last < PATIENCE.toNanos();
        long patience = (othersMove ? LONG_PATIENCE : PATIENCE).toNanos();
        return places.entrySet().stream()
                .filter(entry -> entry.getValue().end > entry.getValue().next)
                .filter(entry -> now - entry.getValue().since >= patience)
                .map(entry ->
                        new Stuck(entry.getKey().topic(), entry.getKey().partition(), entry.getValue().next, reason))
                .sorted(Comparator.comparing(Stuck::topic).thenComparing(Stuck::partition))
                .toList();
    }
}
