package dev.earshot.analytics.rebuild;

import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.kafka.tail.TopicRead;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads topics as they were when it was opened, a partition after the other. Assigned, so no group and no offset is touched. */
final class TopicReader implements AutoCloseable {
    /** How long Kafka may give nothing before the rebuild is given up. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Stretch> stretches = new HashMap<>();

    /** @param client settings, at least {@code bootstrap.servers} */
    TopicReader(Map<String, Object> client, List<VoiceTopic> topics) {
        Map<String, Object> config = new HashMap<>(client);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 << 20);
        consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> all = topics.stream()
                .flatMap(topic -> partitionsOf(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        Map<TopicPartition, Long> first = consumer.beginningOffsets(all);
        Map<TopicPartition, Long> end = consumer.endOffsets(all);
        for (TopicPartition partition : all) {
            stretches.put(partition, new Stretch(first.getOrDefault(partition, 0L), end.getOrDefault(partition, 0L)));
        }
    }

    // Without this an absent topic would look like an empty one.
    private List<PartitionInfo> partitionsOf(VoiceTopic topic) {
        List<PartitionInfo> known = consumer.partitionsFor(topic.topic());
        if (known == null || known.isEmpty())
            throw new RebuildRefused("Kafka knows no topic " + topic.topic() + ": nothing can be made anew from it");
        return known;
    }

    /** Offsets from {@code first} up to and without {@code end}. */
    record Stretch(long first, long end) {
        long length() {
            return end - first;
        }
    }

    List<TopicPartition> partitions(VoiceTopic topic) {
        return stretches.keySet().stream()
                .filter(partition -> partition.topic().equals(topic.topic()))
                .sorted((a, b) -> Integer.compare(a.partition(), b.partition()))
                .toList();
    }

    Stretch stretch(TopicPartition partition) {
        return stretches.getOrDefault(partition, new Stretch(0, 0));
    }

    /** Offsets of all partitions together: what there is to read. */
    long length() {
        return stretches.values().stream().mapToLong(Stretch::length).sum();
    }

    /** Gives all records of the stretch in order, in batches. Also after gaps that compaction or transactions left. */
    void read(TopicPartition partition, Consumer<Iterable<ConsumerRecord<byte[], byte[]>>> batches) {
        Stretch stretch = stretch(partition);
        try {
            TopicRead.stretches(
                    consumer,
                    Map.of(partition, stretch.first()),
                    Map.of(partition, stretch.end()),
                    PATIENCE,
                    records -> {
                        batches.accept(records);
                        return true;
                    });
        } catch (TimeoutException silent) {
            throw new RebuildRefused("Kafka gave nothing of %s for %d s: nothing was changed"
                    .formatted(partition, PATIENCE.toSeconds()));
        }
    }

    @Override
    public void close() {
        consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(1)));
    }
}
