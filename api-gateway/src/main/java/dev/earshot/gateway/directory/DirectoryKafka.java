package dev.earshot.gateway.directory;

import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.gateway.log.AppendFailures;
import dev.earshot.gateway.log.TopicProperties;
import dev.earshot.kafka.DeadLetters;
import dev.earshot.kafka.TopicGuard;
import dev.earshot.kafka.tail.TailSettings;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.stereotype.Component;

/** How the directory reaches Kafka: the settings of its tail, and a producer for the few changes there are. */
@Component
final class DirectoryKafka implements DisposableBean {
    /** A change is answered within 5 s, one way or the other. */
    private static final int ANSWER_MS = 5000;

    private final KafkaProperties settings;
    private final TopicProperties layout;
    private final AppendFailures failures;
    private final Producer<byte[], byte[]> producer;

    DirectoryKafka(KafkaProperties settings, TopicProperties layout, AppendFailures failures) {
        this.settings = settings;
        this.layout = layout;
        this.failures = failures;
        Map<String, Object> config = settings.buildProducerProperties();
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, ANSWER_MS);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MS - 1000);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, ANSWER_MS);
        this.producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    TailSettings tailSettings() {
        return TailSettings.of(
                        VoiceTopic.DIRECTORY.topic(),
                        settings.buildConsumerProperties(),
                        settings.buildAdminProperties())
                .withPartitions(layout.partitions())
                .whenMissing(() -> TopicGuard.check(settings.buildAdminProperties(), layout.settings()));
    }

    /** May block for 5 s while Kafka is away: not for an event loop. */
    CompletableFuture<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
        CompletableFuture<RecordMetadata> sent = new CompletableFuture<>();
        try {
            producer.send(record, (metadata, failed) -> {
                failures.settle(record, metadata, failed, "a change of the directory");
                if (failed == null) sent.complete(metadata);
                else sent.completeExceptionally(failed);
            });
        } catch (KafkaException away) {
            failures.settle(record, null, away, "a change of the directory");
            sent.completeExceptionally(away);
        }
        return sent;
    }

    /** A dead letter of {@code voice.directory}, shorter than its record if need be. */
    CompletableFuture<RecordMetadata> bury(ConsumerRecord<byte[], byte[]> record, String reason) {
        return DeadLetters.send(producer, VoiceTopic.DIRECTORY, record, reason);
    }

    @Override
    public void destroy() {
        producer.close();
    }
}
