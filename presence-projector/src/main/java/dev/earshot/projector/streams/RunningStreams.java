package dev.earshot.projector.streams;

import dev.earshot.kafka.Stuck;
import dev.earshot.kafka.TopicSettings;
import dev.earshot.kafka.TopicsRefused;
import dev.earshot.projector.metrics.FoldMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
    private final Duration patience;
    private volatile @Nullable WatchedStreams streams;
    private volatile @Nullable Thread waiting;
    private volatile String reason = "not started";
    private @Nullable KafkaStreamsMetrics streamsMetrics;

    /** @param patience how long a partition may stand still until health says so */
    RunningStreams(
            Map<String, Object> settings,
            Map<String, Object> admin,
            TopicSettings topics,
            Duration patience,
            MeterRegistry meters) {
        this.settings = settings;
        this.admin = admin;
        this.topics = topics;
        this.patience = patience;
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
            WatchedStreams.check(admin, topics, settings);
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
                    WatchedStreams.check(admin, topics, settings);
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
        WatchedStreams created = new WatchedStreams(
                settings,
                admin,
                topics,
                System::nanoTime,
                patience,
                KafkaWatch.EVERY,
                replace::lastFailure,
                offsets,
                new FoldMetrics(meters),
                null);
        created.streams().setUncaughtExceptionHandler(replace);
        KafkaStreamsMetrics metrics = new KafkaStreamsMetrics(created.streams());
        metrics.bindTo(meters);
        streamsMetrics = metrics;
        streams = created;
        reason = "";
        created.start();
    }

    /** The state of Kafka Streams; null while it waits for Kafka. */
    KafkaStreams.@Nullable State state() {
        WatchedStreams running = streams;
        return running == null ? null : running.streams().state();
    }

    /** Everything that does not progress. */
    List<Stuck> stuck() {
        WatchedStreams running = streams;
        return running == null ? List.of() : running.stuck();
    }

    /** Since when Kafka does not answer, in words; empty while it does. */
    String silence() {
        WatchedStreams running = streams;
        return running == null ? "" : running.silence();
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
        WatchedStreams running = streams;
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
