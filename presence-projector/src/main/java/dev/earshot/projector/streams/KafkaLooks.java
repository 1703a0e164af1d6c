package dev.earshot.projector.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.presence.PartitionGeneration;
import dev.earshot.events.topics.VoiceTopic;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What the watch asks Kafka. Blocks. */
final class KafkaLooks implements AutoCloseable {
    private static final Duration READ_WITHIN = Duration.ofSeconds(30);

    private final Map<String, Object> client;
    private final Admin admin;

    /** @param client settings of an admin client, {@code bootstrap.servers} at least */
    KafkaLooks(Map<String, Object> client) {
        this.client = client;
        this.admin = Admin.create(client);
    }

    /** A partition's log. */
    record Ends(long first, long end) {}

    /** A partition of the table, read to its end. */
    static final class Rows {
        private final Map<String, byte[]> values = new HashMap<>();
        private long generation = PartitionGeneration.FIRST;

        Map<String, byte[]> values() {
            return values;
        }

        long generation() {
            return generation;
        }

        private void add(ConsumerRecord<byte[], byte[]> record) {
            if (PartitionGeneration.isKey(record.key())) {
                generation = Math.max(generation, KafkaLooks.generation(record));
            } else if (record.key() != null) {
                String key = new String(record.key(), UTF_8);
                if (record.value() == null) values.remove(key);
                else values.put(key, record.value());
            }
        }
    }

    /** The topic's id; empty if there is no such topic. */
    Optional<String> topicId(VoiceTopic topic) throws ExecutionException, InterruptedException {
        try {
            TopicDescription found = requireNonNull(admin.describeTopics(List.of(topic.topic()))
                            .topicNameValues()
                            .get(topic.topic()))
                    .get();
            return Optional.of(found.topicId().toString());
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof UnknownTopicOrPartitionException) return Optional.empty();
            throw failed;
        }
    }

    Map<TopicPartition, Ends> ends(List<TopicPartition> partitions) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> first = new HashMap<>();
        Map<TopicPartition, OffsetSpec> end = new HashMap<>();
        for (TopicPartition partition : partitions) {
            first.put(partition, OffsetSpec.earliest());
            end.put(partition, OffsetSpec.latest());
        }
        Map<TopicPartition, ListOffsetsResultInfo> firsts =
                admin.listOffsets(first).all().get();
        Map<TopicPartition, ListOffsetsResultInfo> ends =
                admin.listOffsets(end).all().get();
        Map<TopicPartition, Ends> found = new HashMap<>();
        firsts.forEach((partition, at) -> {
            ListOffsetsResultInfo last = ends.get(partition);
            if (last != null) found.put(partition, new Ends(at.offset(), last.offset()));
        });
        return found;
    }

    /** What a group has committed. */
    Map<TopicPartition, Long> committed(String group) throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> committed = new HashMap<>();
        try {
            Map<TopicPartition, OffsetAndMetadata> found = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            found.forEach((partition, at) -> {
                if (at != null) committed.put(partition, at.offset());
            });
        } catch (ExecutionException failed) {
            if (!(failed.getCause() instanceof GroupIdNotFoundException)) throw failed;
        }
        return committed;
    }

    /** Reads these partitions of the table from their beginning. */
    Map<Integer, Rows> rows(Map<TopicPartition, Ends> partitions) {
        Map<Integer, Rows> found = new HashMap<>();
        if (partitions.isEmpty()) return found;
        partitions.keySet().forEach(partition -> found.put(partition.partition(), new Rows()));
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            consumer.assign(partitions.keySet());
            partitions.forEach((partition, ends) -> consumer.seek(partition, ends.first()));
            long deadline = System.nanoTime() + READ_WITHIN.toNanos();
            Set<TopicPartition> unread = new HashSet<>(partitions.keySet());
            unread.removeIf(partition -> isRead(consumer, partition, partitions));
            while (!unread.isEmpty()) {
                if (System.nanoTime() > deadline) throw new TimeoutException(unread + " were not read in time");
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200)))
                    requireNonNull(found.get(record.partition())).add(record);
                unread.removeIf(partition -> isRead(consumer, partition, partitions));
            }
        }
        return found;
    }

    private static boolean isRead(
            KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, Map<TopicPartition, Ends> ends) {
        return consumer.position(partition)
                >= requireNonNull(ends.get(partition)).end();
    }

    private static long generation(ConsumerRecord<byte[], byte[]> record) {
        return RecordCodec.GENERATIONS
                .decode(record.value())
                .known()
                .map(PartitionGeneration::generation)
                .orElse(PartitionGeneration.FIRST);
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put("auto.offset.reset", "earliest");
        settings.put("enable.auto.commit", false);
        settings.put("allow.auto.create.topics", false);
        settings.put("max.partition.fetch.bytes", 8 << 20);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(2));
    }
}
