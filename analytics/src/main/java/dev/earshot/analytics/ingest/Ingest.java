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

/**
 * Tails the fact topics into the database for as long as it runs. One thread polls, decodes and encodes a batch while the one before
 * is written. Whatever fails, everything is opened anew at the offsets that the database holds: there is one way to
 * recover, and a crash takes it too. Topics that are wrong refuse the start, with a sentence each; a Kafka that is not there
 * yet is waited for.
 */
public final class Ingest implements SmartLifecycle {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);
    /** A batch that PostgreSQL did not write in time is tried again in parts of this size at least. */
    private static final int SMALL_BATCH = 50;
    /** After this long with small batches it is tried with large ones again. */
    private static final Duration SMALL_FOR = Duration.ofMinutes(1);

    private final Map<String, Object> kafka;
    private final TopicSettings topics;
    private final IngestSettings settings;
    private final IngestConnections connections;
    private final IngestStatus status = new IngestStatus();
    private final IngestMetrics metrics;
    private final IngestFailures failures;
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile boolean topicsAreRight;
    private int maxBatch;
    private volatile @Nullable FactTail tail;
    private volatile @Nullable Thread thread;

    /** @param kafka client settings, at least {@code bootstrap.servers} */
    public Ingest(
            Map<String, Object> kafka,
            TopicSettings topics,
            IngestSettings settings,
            IngestConnections connections,
            MeterRegistry meters) {
        this.kafka = Map.copyOf(kafka);
        this.topics = topics;
        this.settings = settings;
        this.connections = connections;
        this.maxBatch = settings.maxBatch();
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
        StoredOffsets offsets = new StoredOffsets(connections.database());
        try {
            while (!stopping()) {
                try {
                    if (!topicsAreRight) checkTopics();
                    follow(offsets);
                } catch (WakeupException woken) {
                    // Only stop() wakes; the loop's condition ends it.
                } catch (RuntimeException failure) {
                    if (!stopping()) recover(failure);
                }
            }
        } finally {
            status.stopped();
        }
    }

    // The topics are looked at again too: one may be gone, and is created again where that is allowed.
    private void recover(RuntimeException failure) {
        topicsAreRight = false;
        connections.renew();
        if (IngestFailures.isSlow(failure)) maxBatch = Math.min(maxBatch, Math.max(SMALL_BATCH, maxBatch / 4));
        pause(failures.failed(failure));
    }

    private void checkTopics() {
        TopicGuard.check(kafka, topics);
        topicsAreRight = true;
    }

    private void follow(StoredOffsets offsets) {
        try (DeadRecords deadRecords = new DeadRecords(kafka);
                FactTail opened = FactTail.open(kafka, settings, maxBatch, offsets, status)) {
            tail = opened;
            read(opened, new BatchWriter(connections, offsets, deadRecords, settings.writeTimeout()));
        } finally {
            tail = null;
        }
    }

    private void read(FactTail open, BatchWriter writer) {
        CompletableFuture<?> writing = CompletableFuture.completedFuture(0);
        long smallUntil = maxBatch < settings.maxBatch() ? System.nanoTime() + SMALL_FOR.toNanos() : Long.MAX_VALUE;
        while (!stopping() && System.nanoTime() < smallUntil) {
            Batch batch = open.poll(POLL);
            boolean more = !batch.moves().isEmpty();
            if (!more && !writing.isDone()) continue;
            BatchWriter.Ready ready = writer.prepare(batch);
            await(writing);
            failures.succeeded();
            for (VoiceTopic topic : FactReader.TOPICS)
                status.behind(topic, open.behind(topic) + unwritten(batch, topic));
            if (more) writing = writer.write(ready).doOnNext(this::written).toFuture();
        }
        await(writing);
        if (!stopping()) maxBatch = settings.maxBatch();
    }

    private void written(BatchWriter.Written done) {
        metrics.written(done);
        long now = System.nanoTime();
        done.batch().moves().forEach(move -> status.progress().written(move.partition(), move.next(), now));
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
