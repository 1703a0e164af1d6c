package dev.earshot.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.earshot.events.audit.AuditFact;
import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.id.UserId;
import dev.earshot.events.topics.VoiceTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads {@code voice.audit} from the beginning. */
public final class AuditFacts implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<AuditFact> facts = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    public AuditFacts(String kafka) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(VoiceTopic.AUDIT.topic()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** The first fact of a type about a person, within 10 s. */
    public <T extends AuditFact> T await(Class<T> type, UserId actor) {
        return org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> find(type, actor), Optional::isPresent)
                .orElseThrow();
    }

    private <T extends AuditFact> Optional<T> find(Class<T> type, UserId actor) {
        consumer.poll(Duration.ofMillis(50)).forEach(record -> {
            facts.add(RecordCodec.AUDIT.decode(record.value()).known().orElseThrow());
            text.append(new String(record.value(), UTF_8)).append('\n');
        });
        return facts.stream()
                .filter(fact -> fact.actor().equals(actor))
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }

    /** Everything that was read, as it is on the topic. */
    public String text() {
        return text.toString();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
