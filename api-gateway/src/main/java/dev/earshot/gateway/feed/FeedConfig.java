package dev.earshot.gateway.feed;

import dev.earshot.events.id.GatewayId;
import dev.earshot.gateway.log.VoiceTopics;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the feed together. */
@Configuration(proxyBeanMethods = false)
class FeedConfig {
    @Bean
    GuildFeeds guildFeeds(VoiceTopics topics, FeedMetrics metrics) {
        return new GuildFeeds(topics.partitions(), topics.presenceId(), metrics);
    }

    @Bean
    PresenceTail presenceTail(
            KafkaProperties kafka,
            GatewayId gateway,
            GuildFeeds feeds,
            Producer<byte[], byte[]> eventProducer,
            FeedMetrics metrics) {
        RowRecords rows = new RowRecords(feeds, new DeadRows(eventProducer, metrics));
        return new PresenceTail(consumers(kafka, gateway), feeds, rows, new FanOut(metrics), metrics);
    }

    private static Supplier<Consumer<byte[], byte[]>> consumers(KafkaProperties kafka, GatewayId gateway) {
        Map<String, Object> config = kafka.buildConsumerProperties();
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, gateway + "-presence");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // An offset that is gone means another topic by the same name: a restart reads it anew, under its own epoch.
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5000);
        config.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
        return () -> new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
