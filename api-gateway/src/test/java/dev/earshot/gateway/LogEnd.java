package dev.earshot.gateway;

import dev.earshot.events.topics.VoiceTopic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What a topic holds, read for the occasion. */
public final class LogEnd {
    private LogEnd() {}

    /** All records that there are now. */
    public static List<ConsumerRecord<byte[], byte[]>> read(String kafka, String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(kafka)) {
            List<TopicPartition> partitions = partitions(topic);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(java.time.Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }

    public static long events(String kafka) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(kafka)) {
            return consumer.endOffsets(partitions(VoiceTopic.EVENTS.topic())).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    private static List<TopicPartition> partitions(String topic) {
        return IntStream.range(0, 12)
                .mapToObj(p -> new TopicPartition(topic, p))
                .collect(Collectors.toList());
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String kafka) {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka, "auto.offset.reset", "earliest", "enable.auto.commit", "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
