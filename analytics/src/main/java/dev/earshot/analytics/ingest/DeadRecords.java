package dev.earshot.analytics.ingest;

import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.kafka.DeadLetters;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Sends what could not be read to its dead topic, before the offset moves past it. After a crash it may be there twice. */
final class DeadRecords implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeadRecords.class);

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
        if (dead.isEmpty()) return Mono.empty();
        ReadRecord.Dead first = dead.getFirst();
        ConsumerRecord<byte[], byte[]> record = first.record();
        LOG.warn(
                "Set aside {} records, the first is {}/{}/{}: {}",
                dead.size(),
                record.topic(),
                record.partition(),
                record.offset(),
                first.reason());
        return Flux.fromIterable(dead).flatMap(this::send).then();
    }

    private Mono<Void> send(ReadRecord.Dead dead) {
        return Mono.fromFuture(() -> DeadLetters.send(producer, topic(dead), dead.record(), dead.reason()))
                .then();
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
