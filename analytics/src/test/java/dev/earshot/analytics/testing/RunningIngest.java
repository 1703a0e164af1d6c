package dev.earshot.analytics.testing;

import dev.earshot.analytics.ingest.Ingest;
import dev.earshot.analytics.ingest.IngestConnections;
import dev.earshot.analytics.ingest.IngestSettings;
import dev.earshot.kafka.TopicSettings;
import dev.earshot.servers.PostgresAddress;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;

/** The shipped ingest between a real Kafka and a real PostgreSQL, started and stopped at will. */
public final class RunningIngest implements AutoCloseable {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final IngestConnections connections;
    private final Ingest ingest;

    private RunningIngest(
            Map<String, Object> kafka, PostgresAddress address, TopicSettings topics, IngestSettings settings) {
        connections = new IngestConnections(FactPool.factory(address));
        ingest = new Ingest(kafka, topics, settings, connections, meters);
        ingest.start();
    }

    /** With leave to create topics, and tries two seconds apart. */
    public static RunningIngest asShipped(FactTopics topics, PostgresAddress address, Duration writeTimeout) {
        return new RunningIngest(
                topics.client(),
                address,
                new TopicSettings(FactTopics.PARTITIONS, 1, true),
                settings(5_000, writeTimeout, Duration.ofSeconds(2)));
    }

    public static RunningIngest start(FactTopics topics, FactDatabase database) {
        return start(topics, database, 5_000);
    }

    public static RunningIngest start(FactTopics topics, FactDatabase database, int maxBatch) {
        return new RunningIngest(
                topics.client(),
                database.address(),
                new TopicSettings(FactTopics.PARTITIONS, 1, false),
                settings(maxBatch, Duration.ofSeconds(60), Duration.ofMillis(200)));
    }

    private static IngestSettings settings(int maxBatch, Duration writeTimeout, Duration longestPause) {
        return new IngestSettings(maxBatch, Duration.ofMillis(20), writeTimeout, Duration.ofMillis(50), longestPause);
    }

    /** A counter or gauge summed over its tags, 0 if it does not exist yet. */
    public double meter(String name) {
        double counters = meters.find(name).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
        return counters
                + meters.find(name).gauges().stream()
                        .mapToDouble(gauge -> gauge.value())
                        .sum();
    }

    /** Of one reason or topic. */
    public double counter(String name, String tag, String value) {
        var counter = meters.find(name).tag(tag, value).counter();
        return counter == null ? 0 : counter.count();
    }

    /** Cuts every connection to the database wherever it is, as a killed process would, and lets nothing be finished. */
    public void crash() {
        connections.destroy();
        ingest.stop();
    }

    /** What runs. */
    public Ingest ingest() {
        return ingest;
    }

    @Override
    public void close() {
        ingest.stop();
        connections.destroy();
    }
}
