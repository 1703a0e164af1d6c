package dev.earshot.projector.streams;

import dev.earshot.kafka.TopicSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Wires the topology to Kafka. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ProjectorSettings.class)
class StreamsConfiguration {

    @Bean
    RunningStreams runningStreams(
            KafkaProperties kafka, ProjectorSettings projector, Environment environment, MeterRegistry meters) {
        TopicSettings topics = topics(environment);
        Map<String, Object> settings =
                StreamsSettings.of(projector, topics.replicationFactor(), kafka.buildStreamsProperties());
        return new RunningStreams(settings, admin(kafka), topics, patience(environment), meters);
    }

    @Bean
    HealthIndicator streamsHealthIndicator(RunningStreams streams) {
        return new StreamsHealth(streams);
    }

    private static Map<String, Object> admin(KafkaProperties kafka) {
        Map<String, Object> admin = new HashMap<>(kafka.buildAdminProperties());
        admin.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        admin.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, 8_000);
        return admin;
    }

    private static Duration patience(Environment environment) {
        Duration patience =
                environment.getProperty("earshot.projector.progress-within", Duration.class, Duration.ofSeconds(30));
        if (patience.compareTo(Duration.ofSeconds(5)) < 0) {
            throw new IllegalArgumentException("earshot.projector.progress-within is " + patience
                    + ": write 5s or more, such as 30s, for Kafka is looked at every 5 s");
        }
        return patience;
    }

    private static TopicSettings topics(Environment environment) {
        TopicSettings usual = TopicSettings.DEFAULTS;
        return new TopicSettings(
                environment.getProperty("earshot.topics.partitions", Integer.class, usual.partitions()),
                environment.getProperty("earshot.topics.replication-factor", Integer.class, usual.replicationFactor()),
                environment.getProperty("earshot.topics.create", Boolean.class, usual.create()));
    }
}
