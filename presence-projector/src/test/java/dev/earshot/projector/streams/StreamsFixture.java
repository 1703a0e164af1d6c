package dev.earshot.projector.streams;

import dev.earshot.kafka.Stuck;
import dev.earshot.kafka.TopicSettings;
import dev.earshot.projector.metrics.FoldMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;

/** The topology with its shipped settings against a real Kafka, to be crashed, stopped and started. */
final class StreamsFixture implements AutoCloseable {
    static final int PARTITIONS = 3;
    /** How long a partition may stand still. */
    static final Duration PATIENCE = Duration.ofSeconds(6);

    private static final Duration LOOKS_EVERY = Duration.ofSeconds(1);

    final FaultyClients clients = new FaultyClients();
    final AtomicInteger crashes = new AtomicInteger();
    final StreamsOffsets offsets = new StreamsOffsets();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    /** How far the projector's monotonic clock has jumped. */
    final AtomicLong jumpedNanos = new AtomicLong();

    private final String bootstrap;
    private final Path state;
    private @Nullable WatchedStreams streams;

    StreamsFixture(String bootstrap, Path state) {
        this.bootstrap = bootstrap;
        this.state = state;
    }

    /** Starts; a thread that dies is replaced at once if it is told to live on, else it ends the whole client. */
    StreamsFixture start(StreamThreadExceptionResponse afterCrash) {
        clients.live();
        Map<String, Object> settings = StreamsSettings.of(
                new ProjectorSettings("it", 1),
                1,
                Map.of("bootstrap.servers", bootstrap, "state.dir", state.toString()));
        WatchedStreams created = new WatchedStreams(
                settings,
                Map.of("bootstrap.servers", bootstrap),
                new TopicSettings(PARTITIONS, 1, true),
                () -> System.nanoTime() + jumpedNanos.get(),
                PATIENCE,
                LOOKS_EVERY,
                () -> "Killed by the test",
                offsets,
                new FoldMetrics(meters),
                clients);
        created.streams().setUncaughtExceptionHandler(_ -> {
            clients.live();
            crashes.incrementAndGet();
            return afterCrash;
        });
        created.start();
        streams = created;
        return this;
    }

    KafkaStreams.State state() {
        return streams == null
                ? KafkaStreams.State.NOT_RUNNING
                : streams.streams().state();
    }

    /** What health says does not progress. */
    List<Stuck> stuck() {
        return streams == null ? List.of() : streams.stuck();
    }

    /** How often Kafka was looked at. */
    long looks() {
        return streams == null ? 0 : streams.watch().begun();
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
