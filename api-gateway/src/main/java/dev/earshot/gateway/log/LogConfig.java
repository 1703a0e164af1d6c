package dev.earshot.gateway.log;

import dev.earshot.events.id.GatewayId;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.kafka.TopicGuard;
import dev.earshot.kafka.tail.TailSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the log's writers together. */
@Configuration(proxyBeanMethods = false)
class LogConfig {
    /** A command is answered within 5 s, one way or the other; the rest of them is for the way there and back. */
    private static final Duration ACKNOWLEDGED_WITHIN = Duration.ofSeconds(4);

    /** New at each start: leases of the run before are then known to be orphans. */
    @Bean
    GatewayId gatewayId() {
        return new GatewayId("g-" + UUID.randomUUID());
    }

    @Bean
    VoiceTopics voiceTopics(KafkaProperties kafka, TopicProperties topics) {
        return VoiceTopics.await(kafka.buildAdminProperties(), topics);
    }

    @Bean(destroyMethod = "close")
    Producer<byte[], byte[]> eventProducer(KafkaProperties kafka, GatewayId gateway) {
        return Producers.within(ACKNOWLEDGED_WITHIN, kafka, gateway + "-events");
    }

    @Bean
    EventLog eventLog(
            Producer<byte[], byte[]> eventProducer,
            VoiceTopics topics,
            GatewayId gateway,
            Clock clock,
            AppendFailures failures,
            MeterRegistry meters) {
        return new KafkaEventLog(eventProducer, topics, gateway, clock, failures, meters);
    }

    @Bean
    TickWriter tickWriter(
            KafkaProperties kafka,
            VoiceTopics topics,
            GatewayId gateway,
            Heard heard,
            Clock clock,
            AppendFailures failures,
            MeterRegistry meters) {
        Producer<byte[], byte[]> producer = Producers.within(TickWriter.DROPPED_AFTER, kafka, gateway + "-ticks");
        return new TickWriter(producer, topics, gateway, heard, clock, failures, meters);
    }

    @Bean
    TickReader tickReader(KafkaProperties kafka, TopicProperties layout, VoiceTopics topics, GatewayId gateway) {
        TailSettings settings = TailSettings.of(
                        VoiceTopic.SIGNALS.topic(), kafka.buildConsumerProperties(), kafka.buildAdminProperties())
                .withPartitions(topics.partitions())
                .onlyNewOf(TickReader.PARTITION)
                .whenMissing(() -> TopicGuard.check(kafka.buildAdminProperties(), layout.settings()));
        return new TickReader(gateway, settings);
    }
}
