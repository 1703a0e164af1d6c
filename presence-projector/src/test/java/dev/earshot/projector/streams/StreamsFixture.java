package dev.earshot.projector.streams;

import dev.earshot.projector.metrics.FoldMetrics;
import dev.earshot.projector.topology.PresenceTopology;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;

/** The topology with its shipped settings against a real Kafka, to be crashed, stopped and started. */
final class StreamsFixture implements AutoCloseable {
    static final int PARTITIONS = 3;

    final FaultyClients clients = new FaultyClients();
    final AtomicInteger crashes = new AtomicInteger();
    final StreamsOffsets offsets = new StreamsOffsets();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    /** How far the projector's monotonic clock has jumped. */
    final AtomicLong jumpedNanos = new AtomicLong();

    private final String bootstrap;
    private final Path state;
    private @Nullable KafkaStreams streams;

    StreamsFixture(String bootstrap, Path state) {
        this.bootstrap = bootstrap;
        this.state = state;
    }

    /** Starts; a thread that dies is replaced at once if it is told to live on, else it ends the whole client. */
    StreamsFixture start(StreamThreadExceptionResponse afterCrash) {
        clients.live();
        Properties properties = new Properties();
        properties.putAll(StreamsSettings.of(
                new ProjectorSettings("it", 1),
                1,
                Map.of("bootstrap.servers", bootstrap, "state.dir", state.toString())));
        KafkaStreams created = new KafkaStreams(
                PresenceTopology.build(
                        PARTITIONS, () -> System.nanoTime() + jumpedNanos.get(), offsets, new FoldMetrics(meters)),
                properties,
                clients);
        created.setUncaughtExceptionHandler(_ -> {
            clients.live();
            crashes.incrementAndGet();
            return afterCrash;
        });
        offsets.of(created);
        created.start();
        streams = created;
        return this;
    }

    KafkaStreams.State state() {
        return streams == null ? KafkaStreams.State.NOT_RUNNING : streams.state();
    }

    double count(String name) {
        return meters.find(name).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    /** Stops as a service does. */
    void stop() {
        if (streams != null) streams.close(Duration.ofSeconds(20));
        streams = null;
    }

    @Override
    public void close() {
        stop();
    }
}
