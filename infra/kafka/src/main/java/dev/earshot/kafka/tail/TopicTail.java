package dev.earshot.kafka.tail;

import static java.util.Objects.requireNonNull;

import dev.earshot.kafka.Stuck;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows one topic for as long as the process runs, on a thread of its own and in no group: assigns the partitions, reads to the end,
 * then follows.
 *
 * <p>Kafka being away only pauses it: after a break it goes on where it stopped. Where that would be wrong it reads from the beginning
 * again, and by itself: after a stop that outlasts tombstones, and when the log was cut, has lost its tail or is another by the same
 * name ({@link Continuity} decides, {@link Cause} names why). It looks at the topic every two seconds and after each break; while the
 * topic does not exist it waits for it.
 */
public final class TopicTail {
    private static final Logger LOG = LoggerFactory.getLogger(TopicTail.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);
    private static final Duration MEASURE_EVERY = Duration.ofSeconds(1);
    /** A thread that has not polled for so long does not progress. */
    private static final Duration STUCK_AFTER = Duration.ofSeconds(20);

    private final TailSettings settings;
    private final TailReader reader;
    private final Queue<Wait> waits = new ConcurrentLinkedQueue<>();
    /** The next offset of each partition to be read; written by the tail's thread alone. */
    private final Map<Integer, Long> next = new ConcurrentHashMap<>();

    /** The leader epoch of the last record of each partition: by it Kafka tells whether the log is still the one that was read. */
    private final Map<Integer, Optional<Integer>> epochs = new HashMap<>();

    private Map<Integer, Long> ends = Map.of();
    private @Nullable Continuity continuity;
    /** Why the next opening reads from the beginning. */
    private @Nullable Cause pending;
    /** Whether this reading has reached its end. */
    private boolean filled;

    private long measuredAt = System.nanoTime();

    private volatile boolean whole;
    private volatile long lag;
    /** The record that the reader cannot take. */
    private volatile @Nullable Stuck failing;
    /** What is wrong with the topic. */
    private volatile @Nullable Stuck wrong;
    /** A partition that gives nothing although it has more. */
    private volatile @Nullable Stuck silent;

    private volatile Moment polledAt = Moment.now();
    private volatile String lastBreak = "";
    private volatile @Nullable Consumer<byte[], byte[]> consumer;
    private volatile boolean running;
    private volatile Thread thread = Thread.ofPlatform().unstarted(() -> {});

    /** Somebody waits until the offset was read. */
    private record Wait(int partition, long offset, CompletableFuture<Void> read) {}

    public TopicTail(TailSettings settings, TailReader reader) {
        this.settings = settings;
        this.reader = reader;
    }

    public void start() {
        running = true;
        thread = Thread.ofPlatform().name("tail-" + settings.topic()).daemon().start(this::run);
    }

    /** Ends the thread, within 5 s. */
    public void stop() {
        running = false;
        Consumer<byte[], byte[]> reading = consumer;
        if (reading != null) reading.wakeup();
        LockSupport.unpark(thread);
        try {
            thread.join(STOP_WITHIN);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    public boolean isRunning() {
        return running;
    }

    /** Whether the view that is shown is whole and live: false until the first end, and while the topic is read again or is missing. */
    public boolean ready() {
        return whole && thread.isAlive();
    }

    /** Records that Kafka has and that were not yet read, as of the last second. */
    public long lag() {
        return lag;
    }

    /** Why and where it does not progress, empty if it does. */
    public Optional<Stuck> stuck() {
        for (Stuck known : Arrays.asList(failing, wrong, silent)) if (known != null) return Optional.of(known);
        if (!running) return Optional.empty();
        if (!thread.isAlive()) return Optional.of(stuck("The reading thread has ended: restart the service"));
        Duration still = Moment.now().since(polledAt);
        if (still.compareTo(STUCK_AFTER) < 0) return Optional.empty();
        return Optional.of(stuck("Nothing was read for " + still.toSeconds() + " s" + lastBreak));
    }

    /**
     * Completes on the tail's thread, or at once, when the view that is shown has the record with this offset: read-your-writes. Fails if
     * the offset is given to another record meanwhile, because the topic was created again or has lost its tail. Else it never ends by
     * itself: the caller sets a timeout.
     */
    public CompletableFuture<Void> awaitOffset(int partition, long offset) {
        Wait wait = new Wait(partition, offset, new CompletableFuture<>());
        waits.add(wait);
        if (isRead(wait)) wait.read().complete(null);
        return wait.read();
    }

    private boolean isRead(Wait wait) {
        return whole && next.getOrDefault(wait.partition(), 0L) > wait.offset();
    }

    private void run() {
        while (running) {
            try {
                open();
            } catch (WakeupException stopped) {
                LOG.debug("Woken to stop", stopped);
            } catch (OffsetOutOfRangeException gone) {
                restart(gone instanceof LogTruncationException ? Cause.TRUNCATED : Cause.CUT);
                broke(gone);
            } catch (UnknownTopicOrPartitionException missing) {
                whole = false;
                wrong = stuck("The topic does not exist");
                broke(missing);
                replace();
            } catch (RuntimeException broke) {
                broke(broke);
            }
        }
    }

    private void replace() {
        try {
            settings.whenMissing().run();
        } catch (RuntimeException refused) {
            LOG.warn("{} is missing and cannot be created: {}", settings.topic(), refused.toString());
        }
    }

    private void broke(RuntimeException cause) {
        if (!running) return;
        LOG.warn(
                "Reading {} broke and goes on in {} s: {}",
                settings.topic(),
                PAUSE.toSeconds(),
                cause.toString(),
                unexpected(cause));
        lastBreak = ": " + cause.getMessage();
        reader.broke(cause);
        LockSupport.parkNanos(PAUSE.toNanos());
    }

    // Kafka's own failures say all in a line; any other is a fault of ours.
    private static @Nullable Exception unexpected(RuntimeException cause) {
        return cause instanceof KafkaException ? null : cause;
    }

    private void open() {
        Admin admin = Admin.create(settings.admin());
        try {
            TopicLook look = new TopicLook(admin, settings.topic(), settings.clock());
            TopicFacts facts = answer(look.ask());
            if (!hasItsPartitions(facts)) return;
            wrong = null;
            decide(facts).ifPresent(this::restart);
            if (pending != null) begin(facts, pending);
            follow(look);
        } finally {
            // What is still asked has no reader any more.
            admin.close(Duration.ZERO);
        }
    }

    private Optional<Cause> decide(TopicFacts facts) {
        Continuity known = continuity;
        if (known == null) return Optional.of(Cause.START);
        return known.judge(facts, next, next);
    }

    private boolean hasItsPartitions(TopicFacts facts) {
        int found = facts.ends().size();
        if (found >= settings.partitions()) return true;
        whole = false;
        wrong = stuck("The topic has " + found + " partitions and needs " + settings.partitions());
        LockSupport.parkNanos(PAUSE.toNanos());
        return false;
    }

    /** The next opening reads from the beginning. The most telling cause of several is kept. */
    private void restart(Cause cause) {
        whole = false;
        pending = cause;
    }

    private void begin(TopicFacts facts, Cause cause) {
        Map<Integer, Long> from = settings.fromEnd() ? facts.ends() : facts.begins();
        ends = facts.ends();
        next.clear();
        epochs.clear();
        from.forEach((partition, offset) -> {
            if (settings.reads(partition)) next.put(partition, offset);
        });
        continuity = new Continuity(facts);
        if (cause == Cause.RECREATED || cause == Cause.TRUNCATED) giveUp(cause);
        filled = false;
        failing = null;
        LOG.info("Reads {} from {}: {}", settings.topic(), settings.fromEnd() ? "its end" : "the beginning", cause);
        reader.began(new Reading(facts.topicId(), from, facts.ends(), cause));
        pending = null;
    }

    private void follow(TopicLook look) {
        Consumer<byte[], byte[]> reading =
                new KafkaConsumer<>(settings.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer = reading;
        try {
            assign(reading);
            announceIfReached();
            TopicWatch watch = new TopicWatch(look, settings.topic(), requireNonNull(continuity));
            CalmPolls polls = new CalmPolls();
            Duration wait = TailReader.IDLE;
            while (running && pending == null) {
                ConsumerRecords<byte[], byte[]> records = polls.poll(reading, wait);
                if (wasAway()) break;
                for (ConsumerRecord<byte[], byte[]> record : records) take(record);
                // Also past records that compaction took.
                records.nextOffsets().forEach((partition, place) -> {
                    next.put(partition.partition(), place.offset());
                    epochs.put(partition.partition(), place.leaderEpoch());
                });
                polledAt = Moment.now();
                announceIfReached();
                settle();
                wait = reader.polled();
                watch.check(next).ifPresent(this::restart);
                silent = watch.silent().orElse(null);
                measure(reading);
            }
        } finally {
            consumer = null;
            reading.close(CloseOptions.timeout(CLOSE_WITHIN));
        }
    }

    private void assign(Consumer<byte[], byte[]> reading) {
        Map<TopicPartition, OffsetAndMetadata> places = new HashMap<>();
        next.forEach((partition, offset) -> places.put(
                new TopicPartition(settings.topic(), partition),
                new OffsetAndMetadata(offset, epochs.getOrDefault(partition, Optional.empty()), "")));
        reading.assign(places.keySet());
        places.forEach(reading::seek);
    }

    private boolean wasAway() {
        if (continuity == null || !continuity.wasAway(settings.clock().get())) return false;
        restart(Cause.AWAY);
        return true;
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            reader.record(record);
        } catch (RuntimeException failed) {
            failing = new Stuck(settings.topic(), record.partition(), record.offset(), "The reader failed: " + failed);
            throw failed;
        }
        next.put(record.partition(), record.offset() + 1);
        epochs.put(record.partition(), record.leaderEpoch());
        Stuck before = failing;
        if (before != null && before.partition() == record.partition()) failing = null;
    }

    private void announceIfReached() {
        if (!filled) {
            for (Map.Entry<Integer, Long> place : next.entrySet()) {
                if (place.getValue() < ends.getOrDefault(place.getKey(), 0L)) return;
            }
            reader.caughtUp();
            filled = true;
            LOG.info("{} is read up to its end", settings.topic());
        }
        whole = pending == null;
    }

    private void settle() {
        if (waits.isEmpty()) return;
        waits.removeIf(wait -> {
            if (!isRead(wait)) return wait.read().isDone();
            wait.read().complete(null);
            return true;
        });
    }

    // Their offsets name other records now.
    private void giveUp(Cause cause) {
        for (Wait wait = waits.poll(); wait != null; wait = waits.poll()) {
            wait.read().completeExceptionally(new KafkaException(settings.topic() + " is read again: " + cause));
        }
    }

    private TopicFacts answer(CompletableFuture<TopicFacts> asked) {
        long deadline = System.nanoTime() + ANSWER_WITHIN.toNanos();
        try {
            while (true) {
                try {
                    return asked.get(100, TimeUnit.MILLISECONDS);
                } catch (java.util.concurrent.TimeoutException notYet) {
                    if (!running) throw new WakeupException();
                    if (System.nanoTime() > deadline) throw new TimeoutException("Kafka does not answer");
                }
            }
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : new KafkaException(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new org.apache.kafka.common.errors.InterruptException(interrupted);
        }
    }

    private Stuck stuck(String reason) {
        return new Stuck(settings.topic(), 0, next.getOrDefault(0, 0L), reason);
    }

    private void measure(Consumer<byte[], byte[]> reading) {
        long now = System.nanoTime();
        if (now - measuredAt < MEASURE_EVERY.toNanos()) return;
        measuredAt = now;
        lag = reading.assignment().stream()
                .mapToLong(partition -> reading.currentLag(partition).orElse(0))
                .sum();
    }
}
