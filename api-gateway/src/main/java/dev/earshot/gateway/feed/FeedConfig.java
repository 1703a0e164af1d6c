package dev.earshot.gateway.feed;

import dev.earshot.events.id.GatewayId;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.gateway.log.TopicProperties;
import dev.earshot.gateway.log.VoiceTopics;
import dev.earshot.kafka.TopicGuard;
import dev.earshot.kafka.tail.TailSettings;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the feed together. */
@Configuration(proxyBeanMethods = false)
class FeedConfig {
    @Bean
    GuildFeeds guildFeeds(VoiceTopics topics, FeedMetrics metrics) {
        return new GuildFeeds(topics.partitions(), metrics);
    }

    @Bean
    PresenceTail presenceTail(
            KafkaProperties kafka,
            TopicProperties layout,
            GatewayId gateway,
            GuildFeeds feeds,
            Producer<byte[], byte[]> eventProducer,
            FeedMetrics metrics) {
        Map<String, Object> consumer = kafka.buildConsumerProperties();
        consumer.put(ConsumerConfig.CLIENT_ID_CONFIG, gateway + "-presence");
        consumer.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5000);
        consumer.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
        TailSettings settings = TailSettings.of(VoiceTopic.PRESENCE.topic(), consumer, kafka.buildAdminProperties())
                .withPartitions(feeds.partitions())
                .whenMissing(() -> TopicGuard.check(kafka.buildAdminProperties(), layout.settings()));
        RowRecords rows = new RowRecords(new DeadRows(eventProducer, metrics), feeds.partitions());
        return new PresenceTail(settings, feeds, rows, new FanOut(metrics), metrics);
    }
}
