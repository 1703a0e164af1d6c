package dev.earshot.gateway.feed;

import dev.earshot.events.topics.VoiceTopic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Reads {@code voice.presence} from the beginning and then for ever, on a thread of its own and with no group: every gateway
 * reads all of it. The same thread applies rows and starts the batches, so a batch needs no hand-over. Kafka being away
 * only pauses it: after a break it goes on where it stopped.
 */
final class PresenceTail implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(PresenceTail.class);
    private static final Duration IDLE = Duration.ofMillis(250);
    private static final Duration MEASURE_EVERY = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final GuildFeeds feeds;
    private final RowRecords rows;
    private final FanOut fanOut;
    private final FeedMetrics metrics;
    private final long[] next;
    private long measuredAt = System.nanoTime();
    private @Nullable Map<TopicPartition, Long> ends;
    private volatile @Nullable Consumer<byte[], byte[]> consumer;
    private volatile boolean running;
    private volatile Thread thread = Thread.ofPlatform().unstarted(() -> {});

    PresenceTail(
            Supplier<Consumer<byte[], byte[]>> consumers,
            GuildFeeds feeds,
            RowRecords rows,
            FanOut fanOut,
            FeedMetrics metrics) {
        this.consumers = consumers;
        this.feeds = feeds;
        this.rows = rows;
        this.fanOut = fanOut;
        this.metrics = metrics;
        this.next = new long[feeds.partitions()];
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().name("presence-tail").daemon().start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        Consumer<byte[], byte[]> reading = consumer;
        if (reading != null) reading.wakeup();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    // Sockets are drained before the rows stop coming.
    @Override
    public int getPhase() {
        return 0;
    }

    private void run() {
        while (running) {
            try (Consumer<byte[], byte[]> reading = consumers.get()) {
                consumer = reading;
                follow(reading);
            } catch (WakeupException stopped) {
                LOG.debug("Woken to stop", stopped);
            } catch (OffsetOutOfRangeException gone) {
                // The log lost what we have read, or is another by the same name: our versions would name other
                // contents.
                feeds.ready(false);
                running = false;
                metrics.breaks.increment();
                LOG.error("voice.presence does not reach back to where this gateway is: restart it", gone);
            } catch (KafkaException broke) {
                metrics.breaks.increment();
                LOG.warn("Reading voice.presence broke; it goes on where it stopped", broke);
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private void follow(Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = IntStream.range(0, next.length)
                .mapToObj(p -> new TopicPartition(VoiceTopic.PRESENCE.topic(), p))
                .toList();
        consumer.assign(partitions);
        begin(consumer, partitions);
        long wait = -1;
        while (running) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(wait < 0 ? IDLE : wholeMillis(wait));
            for (ConsumerRecord<byte[], byte[]> record : records) take(record);
            // A partition that ends in compacted or aborted records moves on without giving any.
            if (!feeds.ready()) announceIfReached(consumer);
            wait = fanOut.run(System.nanoTime());
            measure(consumer);
        }
    }

    private void measure(Consumer<byte[], byte[]> consumer) {
        long now = System.nanoTime();
        if (now - measuredAt < MEASURE_EVERY.toNanos()) return;
        measuredAt = now;
        metrics.behind(consumer.assignment().stream()
                .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
                .sum());
    }

    // Kafka cuts a wait down to milliseconds; one of less would come back at once, and again, until it is over.
    private static Duration wholeMillis(long nanos) {
        return Duration.ofMillis(Math.ceilDiv(nanos, 1_000_000));
    }

    private void begin(Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        if (ends == null) {
            ends = consumer.endOffsets(partitions);
            ends.forEach((partition, end) -> feeds.tailFrom(partition.partition(), end));
            consumer.seekToBeginning(partitions);
        } else {
            for (TopicPartition partition : partitions) {
                if (next[partition.partition()] == 0) consumer.seekToBeginning(List.of(partition));
                else consumer.seek(partition, next[partition.partition()]);
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        metrics.records.increment();
        GuildFeed waiting = rows.apply(record);
        if (waiting != null) fanOut.add(waiting);
        next[record.partition()] = record.offset() + 1;
    }

    private void announceIfReached(Consumer<byte[], byte[]> consumer) {
        if (ends == null) return;
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            if (consumer.position(end.getKey()) < end.getValue()) return;
        }
        ends.forEach(
                (partition, end) -> feeds.moved(partition.partition(), Math.max(end, next[partition.partition()])));
        feeds.ready(true);
        LOG.info("voice.presence is read up to where it ended at the start");
    }
}
