package dev.earshot.analytics.testing;

import dev.earshot.analytics.ingest.Ingest;
import dev.earshot.analytics.ingest.IngestSettings;
import dev.earshot.kafka.TopicSettings;
import dev.earshot.servers.PostgresAddress;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.r2dbc.pool.ConnectionPool;
import java.time.Duration;
import java.util.Map;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/** The shipped ingest between a real Kafka and a real PostgreSQL, started and stopped at will. */
public final class RunningIngest implements AutoCloseable {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ConnectionPool pool;
    private final Ingest ingest;

    private RunningIngest(Map<String, Object> kafka, PostgresAddress address, int maxBatch) {
        pool = FactPool.of(address);
        IngestSettings settings = new IngestSettings(
                maxBatch, Duration.ofMillis(20), Duration.ofSeconds(60), Duration.ofMillis(50), Duration.ofMillis(200));
        ingest = new Ingest(
                kafka,
                new TopicSettings(FactTopics.PARTITIONS, 1, false),
                settings,
                DatabaseClient.create(pool),
                TransactionalOperator.create(new R2dbcTransactionManager(pool)),
                meters);
        ingest.start();
    }

    public static RunningIngest start(FactTopics topics, FactDatabase database) {
        return start(topics, database, 5_000);
    }

    public static RunningIngest start(FactTopics topics, FactDatabase database, int maxBatch) {
        return new RunningIngest(topics.client(), database.address(), maxBatch);
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
        pool.dispose();
        ingest.stop();
    }

    @Override
    public void close() {
        ingest.stop();
        pool.dispose();
    }
}
