package dev.earshot.gateway;

import dev.earshot.kafka.TopicSettings;
import dev.earshot.projector.journal.CommittedOffsets;
import dev.earshot.projector.metrics.FoldMetrics;
import dev.earshot.projector.topology.PresenceTopology;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;

/** The projector's topology as shipped, in this JVM, on the given Kafka: presence in a gateway's tests is never made up. */
public final class RunningProjector implements AutoCloseable {
    private final KafkaStreams streams;

    private RunningProjector(KafkaStreams streams) {
        this.streams = streams;
    }

    public static RunningProjector start(String kafka) {
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "projector-" + UUID.randomUUID());
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, kafka);
        config.put(
                StreamsConfig.STATE_DIR_CONFIG, System.getProperty("java.io.tmpdir") + "/earshot-" + UUID.randomUUID());
        config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100);
        config.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        config.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0);
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        KafkaStreams streams = new KafkaStreams(
                PresenceTopology.build(
                        TopicSettings.DEFAULTS.partitions(),
                        System::nanoTime,
                        CommittedOffsets.UNKNOWN,
                        new FoldMetrics(new SimpleMeterRegistry())),
                config);
        streams.start();
        return new RunningProjector(streams);
    }

    @Override
    public void close() {
        streams.close(Duration.ofSeconds(10));
        streams.cleanUp();
    }
}
