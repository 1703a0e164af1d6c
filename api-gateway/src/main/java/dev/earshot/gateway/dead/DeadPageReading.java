package dev.earshot.gateway.dead;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Reads partitions backwards, a piece at a time, until each has given a page's worth or all it has. */
final class DeadPageReading {
    private final Consumer<byte[], byte[]> reader;
    private final DeadTopics topics;
    private final int limit;
    private final Map<TopicPartition, Deque<DeadRecord>> found = new HashMap<>();
    private final Map<TopicPartition, Long> reached = new HashMap<>();

    DeadPageReading(Consumer<byte[], byte[]> reader, DeadTopics topics, int limit) {
        this.reader = reader;
        this.topics = topics;
        this.limit = limit;
    }

    DeadPage below(Map<TopicPartition, Long> bounds) {
        Map<TopicPartition, Long> begins = reader.beginningOffsets(bounds.keySet());
        reached.putAll(bounds);
        bounds.keySet().forEach(partition -> found.put(partition, new ArrayDeque<>()));
        Map<TopicPartition, Long> from = further(begins);
        while (!from.isEmpty()) {
            Map<TopicPartition, Deque<DeadRecord>> piece = new HashMap<>();
            DeadTopics.read(reader, from, Map.copyOf(reached), record -> {
                if (RetryMark.isOne(record.headers())) return;
                TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                boolean retried = topics.isRetried(partition, record.offset());
                piece.computeIfAbsent(partition, _ -> new ArrayDeque<>()).addFirst(DeadRecord.of(record, retried));
            });
            piece.forEach((partition, records) ->
                    found.computeIfAbsent(partition, _ -> new ArrayDeque<>()).addAll(records));
            reached.putAll(from);
            from = further(begins);
        }
        Map<TopicPartition, List<DeadRecord>> read = new HashMap<>();
        found.forEach((partition, records) -> read.put(partition, new ArrayList<>(records)));
        NewestFirst.Page page = NewestFirst.page(read, bounds, limit);
        return new DeadPage(page.items(), next(page, begins));
    }

    /** Where to read on from in those partitions that have not given enough. */
    private Map<TopicPartition, Long> further(Map<TopicPartition, Long> begins) {
        Map<TopicPartition, Long> from = new HashMap<>();
        reached.forEach((partition, lowest) -> {
            long begin = begins.getOrDefault(partition, 0L);
            int records = found.getOrDefault(partition, new ArrayDeque<>()).size();
            if (records < limit && lowest > begin) from.put(partition, Math.max(begin, lowest - limit));
        });
        return from;
    }

    private @Nullable String next(NewestFirst.Page page, Map<TopicPartition, Long> begins) {
        Map<TopicPartition, Long> more = new HashMap<>();
        page.below().forEach((partition, bound) -> {
            long given = page.items().stream()
                    .filter(record -> record.topic().equals(partition.topic()))
                    .filter(record -> record.partition() == partition.partition())
                    .count();
            boolean readToTheEnd = reached.getOrDefault(partition, 0L) <= begins.getOrDefault(partition, 0L);
            boolean allGiven =
                    given == found.getOrDefault(partition, new ArrayDeque<>()).size();
            if (!(readToTheEnd && allGiven)) more.put(partition, bound);
        });
        return more.isEmpty() ? null : DeadCursor.write(more);
    }
}
