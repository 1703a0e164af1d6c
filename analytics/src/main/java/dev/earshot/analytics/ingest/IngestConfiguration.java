package dev.earshot.analytics.ingest;

import dev.earshot.kafka.TopicSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.r2dbc.spi.ConnectionFactory;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Wires the ingest. It starts once the schema is there. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IngestSettings.class)
class IngestConfiguration {

    @Bean
    @DependsOnDatabaseInitialization
    Ingest ingest(
            KafkaProperties properties,
            Environment environment,
            IngestSettings settings,
            IngestConnections connections,
            MeterRegistry meters) {
        return new Ingest(client(properties), topics(environment), settings, connections, meters);
    }

    @Bean
    IngestConnections ingestConnections(ConnectionFactory database) {
        return new IngestConnections(database);
    }

    @Bean
    HealthIndicator ingestHealthIndicator(Ingest ingest) {
        return new IngestHealth(ingest);
    }

    private static Map<String, Object> client(KafkaProperties properties) {
        Map<String, Object> client = new HashMap<>(properties.buildAdminProperties());
        client.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        client.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, 15_000);
        return client;
    }

    private static TopicSettings topics(Environment environment) {
        TopicSettings usual = TopicSettings.DEFAULTS;
        return new TopicSettings(
                environment.getProperty("earshot.topics.partitions", Integer.class, usual.partitions()),
                environment.getProperty("earshot.topics.replication-factor", Integer.class, usual.replicationFactor()),
                environment.getProperty("earshot.topics.create", Boolean.class, usual.create()));
    }
}
