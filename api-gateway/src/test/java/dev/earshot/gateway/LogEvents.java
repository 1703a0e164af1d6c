package dev.earshot.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.events.voice.VoiceEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads {@code voice.events} from the beginning. */
public final class LogEvents implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<Said> said = new ArrayList<>();

    /** An event and the guild it is keyed by. */
    public record Said(String guild, VoiceEvent event) {}

    public LogEvents(String kafka) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(VoiceTopic.EVENTS.topic()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Everything so far. */
    public List<Said> read() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(Duration.ofMillis(100))
                    .forEach(record -> said.add(new Said(
                            new String(record.key(), UTF_8),
                            RecordCodec.EVENTS.decode(record.value()).known().orElseThrow())));
        }
        return List.copyOf(said);
    }

    /** What webhooks were seen so far. */
    public List<VoiceEvent.MediaObserved> observed() {
        return read().stream()
                .map(Said::event)
                .filter(VoiceEvent.MediaObserved.class::isInstance)
                .map(VoiceEvent.MediaObserved.class::cast)
                .toList();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
