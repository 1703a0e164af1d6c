package dev.earshot.analytics.ingest;

import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.kafka.tail.CalmPolls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
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
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(15);

    private final Consumer<byte[], byte[]> consumer;
    private final CalmPolls polls = new CalmPolls();
    private final Map<TopicPartition, String> topicIds;
    private final Map<TopicPartition, Long> stored = new HashMap<>();
    private final PartitionProgress progress;
    private final IngestStatus status;
    private final TopicsLook look;

    private FactTail(
            Consumer<byte[], byte[]> consumer,
            Map<TopicPartition, String> topicIds,
            Map<TopicPartition, OffsetAndMetadata> stored,
            IngestStatus status,
            TopicsLook look) {
        this.consumer = consumer;
        this.topicIds = topicIds;
        this.status = status;
        this.progress = status.progress();
        this.look = look;
        consumer.assign(stored.keySet());
        stored.forEach((partition, next) -> {
            // With the epoch, Kafka says so if the log has lost its tail since and has grown over it.
            consumer.seek(partition, next);
            this.stored.put(partition, next.offset());
            progress.opened(partition, next.offset(), System.nanoTime());
        });
    }

    /** Opens at the stored offsets. @param maxBatch records of one poll at most */
    static FactTail open(
            Map<String, Object> client,
            IngestSettings settings,
            int maxBatch,
            StoredOffsets offsets,
            IngestStatus status) {
        Map<TopicPartition, String> topicIds = topicIds(client);
        Map<TopicPartition, OffsetAndMetadata> stored =
                offsets.load(topicIds).blockOptional(ANSWER_WITHIN).orElseThrow();
        Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                config(client, settings, maxBatch), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        TopicsLook look = new TopicsLook(client, topicIds, status);
        return new FactTail(consumer, topicIds, stored, status, look);
    }

    /**
     * What came since, empty if nothing within the time.
     *
     * @throws TopicsChanged if a topic was deleted or created again meanwhile
     */
    Batch poll(Duration within) {
        String changed = look.changed();
        if (changed != null) throw new TopicsChanged(changed);
        try {
            return batch(polls.poll(consumer, within));
        } catch (OffsetOutOfRangeException gone) {
            // The log no longer has what comes next, or is not the one that was read up to here. Facts are keyed by
            // their
            // cause, so reading more is harmless.
            gone.partitions().forEach(this::begin);
            return new Batch(List.of(), List.of());
        }
    }

    private void begin(TopicPartition partition) {
        long was = stored.getOrDefault(partition, 0L);
        // Not the position, which fails while there is something to be said of another partition.
        long begins = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
        consumer.seek(partition, begins);
        String what = begins > was
                ? "Records %d to %d of %s are gone: reading on behind them".formatted(was, begins - 1, partition)
                : "%s was cut below record %d: reading it from its beginning".formatted(partition, was);
        LOG.warn(what);
        status.note(what);
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
        look.close();
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
            moves.add(new Batch.Move(
                    partition,
                    topicIds.getOrDefault(partition, ""),
                    expected,
                    offset.offset(),
                    offset.leaderEpoch().orElse(null)));
            stored.put(partition, offset.offset());
        });
        return new Batch(records, moves);
    }

    private static Map<TopicPartition, String> topicIds(Map<String, Object> client) {
        try (Admin admin = Admin.create(client)) {
            return TopicsLook.ids(admin);
        }
    }

    private static Map<String, Object> config(Map<String, Object> client, IngestSettings settings, int maxBatch) {
        Map<String, Object> config = new HashMap<>(client);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, maxBatch);
        config.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1 << 20);
        config.put(
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) settings.gather().toMillis());
        config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 << 20);
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 16 << 20);
        return config;
    }
}
