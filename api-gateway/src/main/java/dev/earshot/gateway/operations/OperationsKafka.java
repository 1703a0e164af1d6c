package dev.earshot.gateway.operations;

import dev.earshot.gateway.log.VoiceTopics;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.stereotype.Component;

/** Clients of Kafka for one question each: while nobody asks, there is none. */
@Component
final class OperationsKafka {
    private static final int PATIENCE_MS = 3_000;

    private final KafkaProperties settings;
    private final VoiceTopics topics;

    OperationsKafka(KafkaProperties settings, VoiceTopics topics) {
        this.settings = settings;
        this.topics = topics;
    }

    /** Blocks. */
    KafkaState state() {
        return KafkaState.ask(this::admin, topics.partitions());
    }

    RecentTicks recentTicks() {
        return new RecentTicks(this::reader, topics.partitions());
    }

    private Admin admin() {
        Map<String, Object> config = settings.buildAdminProperties();
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MS);
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MS);
        return Admin.create(config);
    }

    private Consumer<byte[], byte[]> reader() {
        Map<String, Object> config = settings.buildConsumerProperties();
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MS);
        config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MS);
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
