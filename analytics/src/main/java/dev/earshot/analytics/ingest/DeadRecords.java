package dev.earshot.analytics.ingest;

import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.kafka.VoiceRecords;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Sends what could not be read to its dead topic, before the offset moves past it. After a crash it may be there twice. */
final class DeadRecords implements AutoCloseable {
    private final Producer<byte[], byte[]> producer;

    DeadRecords(Map<String, Object> client) {
        Map<String, Object> config = new HashMap<>(client);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 20_000);
        producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Done when Kafka has them all. */
    Mono<Void> send(List<ReadRecord.Dead> dead) {
        return Flux.fromIterable(dead).flatMap(this::send).then();
    }

    private Mono<Void> send(ReadRecord.Dead dead) {
        return Mono.fromFuture(() -> {
            CompletableFuture<Void> sent = new CompletableFuture<>();
            ProducerRecord<byte[], byte[]> copy = VoiceRecords.dead(topic(dead), dead.record(), dead.reason());
            producer.send(copy, (_, failed) -> {
                if (failed == null) sent.complete(null);
                else sent.completeExceptionally(failed);
            });
            return sent;
        });
    }

    private static VoiceTopic topic(ReadRecord.Dead dead) {
        return FactReader.TOPICS.stream()
                .filter(topic -> topic.topic().equals(dead.record().topic()))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
    }
}
