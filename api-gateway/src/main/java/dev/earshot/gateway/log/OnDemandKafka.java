package dev.earshot.gateway.log;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.stereotype.Component;

/**
 * Clients of Kafka for one question of an operator's each: while nobody asks, there is none. The caller closes them; all of them
 * block, and give up after some seconds.
 */
@Component
public final class OnDemandKafka {
    private static final int PATIENCE_MS = (int) Duration.ofSeconds(3).toMillis();
    private static final int WRITTEN_WITHIN_MS = (int) Duration.ofSeconds(5).toMillis();

    private final KafkaProperties settings;
    private final VoiceTopics topics;

    OnDemandKafka(KafkaProperties settings, VoiceTopics topics) {
        this.settings = settings;
        this.topics = topics;
    }

    /** Of every voice topic. */
    public int partitions() {
        return topics.partitions();
    }

    public Admin admin() {
        Map<String, Object> config = settings.buildAdminProperties();
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MS);
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MS);
        return Admin.create(config);
    }

    /** Of no group: partitions are assigned, and nothing is ever committed. */
    public Consumer<byte[], byte[]> reader() {
        Map<String, Object> config = settings.buildConsumerProperties();
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MS);
        config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MS);
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** A record that is not acknowledged within 5 s of its sending is given up, and is not written later. */
    public Producer<byte[], byte[]> writer() {
        Map<String, Object> config = settings.buildProducerProperties();
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MS);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, WRITTEN_WITHIN_MS);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, WRITTEN_WITHIN_MS / 2);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
