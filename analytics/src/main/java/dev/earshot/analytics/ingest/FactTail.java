package dev.earshot.analytics.ingest;

import dev.earshot.events.topics.VoiceTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the fact topics from where the database says. No consumer group: the offsets are PostgreSQL's. Belongs to one thread.
 */
final class FactTail implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FactTail.class);
    private static final int MANY = 1_000;
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(20);

    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, String> topicIds;
    private final Map<TopicPartition, Long> stored;

    private FactTail(
            Consumer<byte[], byte[]> consumer, Map<TopicPartition, String> topicIds, Map<TopicPartition, Long> stored) {
        this.consumer = consumer;
        this.topicIds = topicIds;
        this.stored = new HashMap<>(stored);
    }

    /** Opens at the stored offsets. */
    static FactTail open(Map<String, Object> client, IngestSettings settings, StoredOffsets offsets) {
        Map<TopicPartition, String> topicIds = topicIds(client);
        Map<TopicPartition, Long> stored =
                offsets.load(topicIds).blockOptional(ANSWER_WITHIN).orElseThrow();
        Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config(client, settings), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(stored.keySet());
        stored.forEach(consumer::seek);
        return new FactTail(consumer, topicIds, stored);
    }

    /** What came since, empty if nothing within the time. */
    Batch poll(Duration within) {
        try {
            return batch(consumer.poll(within));
        } catch (OffsetOutOfRangeException gone) {
            // The log no longer has what comes next. Facts are keyed by their cause, so reading more is harmless.
            LOG.warn(
                    "The log begins or ends elsewhere than was read; reading {} from the beginning", gone.partitions());
            consumer.seekToBeginning(gone.partitions());
            return new Batch(List.of(), List.of());
        }
    }

    /** Records of a topic that were not yet returned by {@link #poll}, as far as Kafka has said. */
    long behind(VoiceTopic topic) {
        return stored.keySet().stream()
                .filter(partition -> partition.topic().equals(topic.topic()))
                .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
                .sum();
    }

    /** Ends a {@link #poll} of another thread. */
    void wakeup() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(1)));
    }

    private Batch batch(ConsumerRecords<byte[], byte[]> polled) {
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>(polled.count());
        polled.forEach(all::add);
        // Decoding a backlog takes longer than PostgreSQL does to write it, and is shared; a few facts are not worth a
        // thread.
        List<ReadRecord> records = (all.size() < MANY ? all.stream() : all.parallelStream())
                .map(FactReader::read)
                .toList();
        List<Batch.Move> moves = new ArrayList<>();
        Map<TopicPartition, OffsetAndMetadata> next = polled.nextOffsets();
        next.forEach((partition, offset) -> {
            long expected = stored.getOrDefault(partition, 0L);
            moves.add(new Batch.Move(partition, topicIds.getOrDefault(partition, ""), expected, offset.offset()));
            stored.put(partition, offset.offset());
        });
        return new Batch(records, moves);
    }

    private static Map<TopicPartition, String> topicIds(Map<String, Object> client) {
        List<String> names = FactReader.TOPICS.stream().map(VoiceTopic::topic).toList();
        Map<TopicPartition, String> ids = new HashMap<>();
        try (Admin admin = Admin.create(client)) {
            for (TopicDescription topic :
                    admin.describeTopics(names).allTopicNames().get().values()) {
                topic.partitions()
                        .forEach(partition -> ids.put(
                                new TopicPartition(topic.name(), partition.partition()),
                                topic.topicId().toString()));
            }
            return ids;
        } catch (ExecutionException failed) {
            throw new KafkaException("The fact topics could not be described", failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while the fact topics were described", interrupted);
        }
    }

    private static Map<String, Object> config(Map<String, Object> client, IngestSettings settings) {
        Map<String, Object> config = new HashMap<>(client);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, settings.maxBatch());
        config.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1 << 20);
        config.put(
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) settings.gather().toMillis());
        config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 << 20);
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 16 << 20);
        return config;
    }
}
