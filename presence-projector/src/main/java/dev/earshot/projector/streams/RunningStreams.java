package dev.earshot.projector.streams;

import dev.earshot.kafka.TopicGuard;
import dev.earshot.kafka.TopicSettings;
import dev.earshot.kafka.TopicsRefused;
import dev.earshot.projector.metrics.FoldMetrics;
import dev.earshot.projector.topology.PresenceTopology;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The topology from start to close. Topics that are wrong refuse the start, with a sentence each; a Kafka that is not there
 * yet is waited for.
 */
public final class RunningStreams implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(RunningStreams.class);
    private static final Duration RETRY = Duration.ofMillis(500);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(20);

    private final Map<String, Object> settings;
    private final Map<String, Object> admin;
    private final TopicSettings topics;
    private final MeterRegistry meters;
    private final StreamsOffsets offsets = new StreamsOffsets();
    private final ReplaceThread replace = new ReplaceThread();
    private volatile @Nullable KafkaStreams streams;
    private volatile @Nullable Thread waiting;
    private volatile String reason = "not started";
    private @Nullable KafkaStreamsMetrics streamsMetrics;

    RunningStreams(
            Map<String, Object> settings, Map<String, Object> admin, TopicSettings topics, MeterRegistry meters) {
        this.settings = settings;
        this.admin = admin;
        this.topics = topics;
        this.meters = meters;
    }

    // Folding does not wait for the web server, which starts 2048 phases before the default one.
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 4096;
    }

    @Override
    public void start() {
        if (!ready()) waiting = Thread.ofVirtual().name("waits-for-kafka").start(this::waitForKafka);
    }

    /** Whether the first attempt succeeded. Wrong topics end the start: an operator reads the sentence. */
    private boolean ready() {
        try {
            TopicGuard.check(admin, topics);
        } catch (TopicsRefused refused) {
            if (refused.getCause() == null) throw refused;
            waitsBecause(refused);
            return false;
        }
        run();
        return true;
    }

    private void waitForKafka() {
        try {
            while (true) {
                Thread.sleep(RETRY);
                try {
                    TopicGuard.check(admin, topics);
                    run();
                    return;
                } catch (RuntimeException failed) {
                    waitsBecause(failed);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void waitsBecause(RuntimeException failed) {
        String why = failed.getMessage() == null ? failed.getClass().getSimpleName() : failed.getMessage();
        if (!why.equals(reason)) LOG.warn("Waiting: {}", why);
        reason = why;
    }

    private synchronized void run() {
        Properties properties = new Properties();
        properties.putAll(settings);
        KafkaStreams created = new KafkaStreams(
                PresenceTopology.build(topics.partitions(), System::nanoTime, offsets, new FoldMetrics(meters)),
                properties);
        created.setUncaughtExceptionHandler(replace);
        offsets.of(created);
        KafkaStreamsMetrics metrics = new KafkaStreamsMetrics(created);
        metrics.bindTo(meters);
        streamsMetrics = metrics;
        streams = created;
        reason = "";
        created.start();
    }

    /** The state of Kafka Streams; null while it waits for Kafka. */
    KafkaStreams.@Nullable State state() {
        KafkaStreams running = streams;
        return running == null ? null : running.state();
    }

    /** Why it does not run yet, for operators; empty once it has started. */
    String reason() {
        return reason;
    }

    @Override
    public void stop() {
        replace.close();
        Thread waits = waiting;
        if (waits != null) waits.interrupt();
        close();
    }

    private synchronized void close() {
        if (streamsMetrics != null) streamsMetrics.close();
        KafkaStreams running = streams;
        if (running != null && !running.close(CLOSE_WITHIN)) {
            LOG.warn(
                    "Kafka Streams did not close within {} s; what it had not committed is read again",
                    CLOSE_WITHIN.toSeconds());
        }
        streams = null;
        reason = "stopped";
    }

    @Override
    public boolean isRunning() {
        return streams != null || waiting != null;
    }
}
