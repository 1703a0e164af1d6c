package dev.earshot.gateway.dead;

import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.gateway.log.OnDemandKafka;
import dev.earshot.gateway.log.RecordPosition;
import dev.earshot.kafka.tail.TopicRead;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.springframework.stereotype.Component;

/**
 * What lies in the dead topics. Of each partition it remembers how many records it has counted and which of them were written
 * again, and reads only what is new: looking again costs a round trip. Blocks; nothing is read while nobody asks.
 */
@Component
public final class DeadTopics {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final OnDemandKafka kafka;
    private final Map<TopicPartition, Seen> seen = new HashMap<>();

    DeadTopics(OnDemandKafka kafka) {
        this.kafka = kafka;
    }

    private static final class Seen {
        private long next;
        private long records;
        private final Set<Long> retried = new HashSet<>();
    }

    /**
     * @param total records that could not be read, ever
     * @param waiting those of them that nobody has retried
     */
    public record Count(long total, long waiting) {}

    /** @throws KafkaException if Kafka does not answer */
    public Count count() {
        try (Consumer<byte[], byte[]> reader = kafka.reader()) {
            return count(reader);
        }
    }

    /** Brings the count up to date with a reader that is there already. */
    private synchronized Count count(Consumer<byte[], byte[]> reader) {
        Map<TopicPartition, Long> ends = reader.endOffsets(partitions());
        Map<TopicPartition, Long> from = new HashMap<>();
        ends.forEach((partition, end) -> {
            Seen known = seen.computeIfAbsent(partition, _ -> new Seen());
            // Another topic by the same name: begin again.
            if (end < known.next) seen.put(partition, known = new Seen());
            if (known.next < end) from.put(partition, known.next);
        });
        read(reader, from, ends, this::note);
        from.keySet().forEach(partition -> known(partition).next = ends.getOrDefault(partition, 0L));
        long total = seen.values().stream().mapToLong(known -> known.records).sum();
        long retried =
                seen.values().stream().mapToLong(known -> known.retried.size()).sum();
        return new Count(total, total - retried);
    }

    /** Whether the record is known to have been written again; current as of the last count. */
    synchronized boolean isRetried(TopicPartition partition, long offset) {
        Seen known = seen.get(partition);
        return known != null && known.retried.contains(offset);
    }

    /** Counts first, so that what the page says of retries is current. */
    DeadPage page(Predicate<String> topics, Optional<Map<TopicPartition, Long>> cursor, int limit) {
        try (Consumer<byte[], byte[]> reader = kafka.reader()) {
            count(reader);
            List<TopicPartition> asked = partitions().stream()
                    .filter(partition -> topics.test(partition.topic()))
                    .toList();
            Map<TopicPartition, Long> ends = reader.endOffsets(asked);
            Map<TopicPartition, Long> below = new HashMap<>();
            cursor.orElse(ends).forEach((partition, bound) -> {
                long end = ends.getOrDefault(partition, 0L);
                if (Math.min(bound, end) > 0) below.put(partition, Math.min(bound, end));
            });
            return new DeadPageReading(reader, this, limit).below(below);
        }
    }

    int partitionsOfEach() {
        return kafka.partitions();
    }

    private List<TopicPartition> partitions() {
        return Arrays.stream(VoiceTopic.values())
                .flatMap(topic -> IntStream.range(0, kafka.partitions())
                        .mapToObj(partition -> new TopicPartition(topic.deadTopic(), partition)))
                .toList();
    }

    private void note(ConsumerRecord<byte[], byte[]> record) {
        Seen known = known(new TopicPartition(record.topic(), record.partition()));
        if (record.offset() < known.next) return;
        known.next = record.offset() + 1;
        if (!RetryMark.isOne(record.headers())) known.records++;
        else if (RetryMark.read(record).orElse(null) instanceof RetryMark.Done(long of, RecordPosition _))
            known.retried.add(of);
    }

    private Seen known(TopicPartition partition) {
        return seen.computeIfAbsent(partition, _ -> new Seen());
    }

    /** Gives every record from the one offset up to the other, in the order of each partition. */
    static void read(
            Consumer<byte[], byte[]> reader,
            Map<TopicPartition, Long> from,
            Map<TopicPartition, Long> to,
            java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each) {
        TopicRead.stretches(reader, from, to, PATIENCE, records -> {
            records.forEach(each);
            return true;
        });
    }
}
