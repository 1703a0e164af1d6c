package dev.earshot.analytics.ingest;

import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.kafka.TopicGuard;
import dev.earshot.kafka.TopicSettings;
import dev.earshot.kafka.TopicsRefused;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/**
 * Tails the fact topics into the database for as long as it runs. One thread polls, decodes and encodes a batch while the one before
 * is written. Whatever fails, everything is opened anew at the offsets that the database holds: there is one way to
 * recover, and a crash takes it too. Topics that are wrong refuse the start, with a sentence each; a Kafka that is not there
 * yet is waited for.
 */
public final class Ingest implements SmartLifecycle {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

    private final Map<String, Object> kafka;
    private final TopicSettings topics;
    private final IngestSettings settings;
    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final IngestStatus status = new IngestStatus();
    private final IngestMetrics metrics;
    private final IngestFailures failures;
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile boolean topicsAreRight;
    private volatile @Nullable FactTail tail;
    private volatile @Nullable Thread thread;

    /** @param kafka client settings, at least {@code bootstrap.servers} */
    public Ingest(
            Map<String, Object> kafka,
            TopicSettings topics,
            IngestSettings settings,
            DatabaseClient database,
            TransactionalOperator transaction,
            MeterRegistry meters) {
        this.kafka = Map.copyOf(kafka);
        this.topics = topics;
        this.settings = settings;
        this.database = database;
        this.transaction = transaction;
        this.metrics = new IngestMetrics(meters, status);
        this.failures = new IngestFailures(settings, metrics, status);
    }

    IngestStatus status() {
        return status;
    }

    /** @throws TopicsRefused if the topics are wrong: an operator reads the sentence */
    @Override
    public void start() {
        try {
            checkTopics();
        } catch (KafkaException | TopicsRefused refused) {
            if (IngestFailures.areWrongTopics(refused)) throw refused;
            failures.failed(refused);
        }
        thread = Thread.ofPlatform().name("ingest").daemon().start(this::run);
    }

    @Override
    public void stop() {
        stop.countDown();
        Thread running = thread;
        if (running == null) return;
        FactTail open = tail;
        if (open != null) open.wakeup();
        else running.interrupt(); // it waits for a server that does not answer
        try {
            running.join(STOP_WITHIN);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        thread = null;
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void run() {
        StoredOffsets offsets = new StoredOffsets(database);
        try {
            while (!stopping()) {
                try {
                    if (!topicsAreRight) checkTopics();
                    follow(offsets);
                } catch (WakeupException woken) {
                    // Only stop() wakes; the loop's condition ends it.
                } catch (RuntimeException failure) {
                    if (!stopping()) pause(failures.failed(failure));
                }
            }
        } finally {
            status.stopped();
        }
    }

    private void checkTopics() {
        TopicGuard.check(kafka, topics);
        topicsAreRight = true;
    }

    private void follow(StoredOffsets offsets) {
        try (DeadRecords deadRecords = new DeadRecords(kafka);
                FactTail opened = FactTail.open(kafka, settings, offsets)) {
            tail = opened;
            read(opened, new BatchWriter(database, transaction, offsets, deadRecords));
        } finally {
            tail = null;
        }
    }

    private void read(FactTail open, BatchWriter writer) {
        CompletableFuture<?> writing = CompletableFuture.completedFuture(0);
        while (!stopping()) {
            Batch batch = open.poll(POLL);
            boolean more = !batch.moves().isEmpty();
            if (!more && !writing.isDone()) continue;
            BatchWriter.Ready ready = writer.prepare(batch);
            await(writing);
            failures.succeeded();
            for (VoiceTopic topic : FactReader.TOPICS)
                status.behind(topic, open.behind(topic) + unwritten(batch, topic));
            if (more) {
                writing = writer.write(ready)
                        .timeout(settings.writeTimeout())
                        .doOnNext(metrics::written)
                        .toFuture();
            }
        }
        await(writing);
    }

    private static void await(CompletableFuture<?> writing) {
        try {
            writing.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        }
    }

    private static long unwritten(Batch batch, VoiceTopic topic) {
        return batch.records().stream()
                .filter(read -> read.record().topic().equals(topic.topic()))
                .count();
    }

    private boolean stopping() {
        return stop.getCount() == 0;
    }

    private void pause(Duration time) {
        try {
            if (stop.await(time.toMillis(), TimeUnit.MILLISECONDS)) status.stopped();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            stop.countDown();
        }
    }
}
