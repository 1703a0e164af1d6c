package dev.earshot.projector.history.log;

import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.kafka.tail.TopicRead;
import dev.earshot.projector.history.CannotAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads partitions without a trace: by assignment and offsets, never in a group, and it creates no topic that is not there.
 * For one thread at a time.
 */
public final class LogReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogReader.class);
    /** How long Kafka may give nothing before the question is given up. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final KafkaConsumer<byte[], byte[]> consumer;

    /** @param client Kafka client settings, at least {@code bootstrap.servers} */
    LogReader(Map<String, Object> client) {
        consumer = new KafkaConsumer<>(settings(client), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static Map<String, Object> settings(Map<String, Object> client) {
        Map<String, Object> settings = new HashMap<>(client);
        // A group would be joined, committed to and left: all of them traces.
        settings.remove("group.id");
        settings.remove("group.instance.id");
        settings.put("enable.auto.commit", false);
        settings.put("allow.auto.create.topics", false);
        settings.put("auto.offset.reset", "none");
        settings.put("max.poll.records", 1_000);
        // Whoever has read up to the end has asked for more already, and no other place is looked at until that is
        // answered.
        settings.put("fetch.max.wait.ms", 5);
        // One fetch of the usual 1 MiB holds but 2,000 events, and the next is asked for when it is used up: reading a
        // long
        // log would wait all the time. More than this is in the way of collections.
        settings.put("max.partition.fetch.bytes", 4 << 20);
        settings.put("receive.buffer.bytes", 1 << 20);
        settings.put("default.api.timeout.ms", (int) PATIENCE.toMillis());
        settings.put("request.timeout.ms", (int) PATIENCE.toMillis());
        return settings;
    }

    /** Gets some of the records, in order; says whether to go on. */
    @FunctionalInterface
    public interface Chunks {
        boolean take(List<ConsumerRecord<byte[], byte[]>> records);
    }

    /** How many partitions the voice topics have. */
    public int partitions() {
        List<PartitionInfo> found = consumer.partitionsFor(VoiceTopic.EVENTS.topic());
        if (found == null || found.isEmpty())
            throw CannotAnswer.away("There is no log yet: the topic voice.events does not exist.", null);
        return found.size();
    }

    /** The oldest offset that is kept. */
    public long first(TopicPartition from) {
        return consumer.beginningOffsets(List.of(from)).getOrDefault(from, 0L);
    }

    /** Where the next record will be. */
    public long next(TopicPartition from) {
        return consumer.endOffsets(List.of(from)).getOrDefault(from, 0L);
    }

    /** The first record whose append time is this or later, null if there is none. */
    public @Nullable OffsetAndTimestamp firstFrom(TopicPartition from, Instant time) {
        long millis = Math.max(0, toMillis(time));
        return consumer.offsetsForTimes(Map.of(from, millis)).get(from);
    }

    /** The first record whose append time is later than this moment, null if there is none. */
    public @Nullable OffsetAndTimestamp firstAfter(TopicPartition from, Instant moment) {
        return firstFrom(from, Instant.ofEpochMilli(toMillis(moment) + 1));
    }

    /** The first offset that is no part of a moment, as near as can be told from the records about it ({@link LogClock}). */
    public long near(TopicPartition from, Instant moment) {
        return LogClock.near(this, from, moment);
    }

    /** The first record from one offset on and below another, null if none lies there. */
    @Nullable
    ConsumerRecord<byte[], byte[]> first(TopicPartition from, long start, long to) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>(1);
        read(from, start, to, records -> {
            if (records.isEmpty()) return true;
            found.add(records.getFirst());
            return false;
        });
        return found.isEmpty() ? null : found.getFirst();
    }

    /**
     * Reads what lies from one offset up to another, gaps passed over.
     *
     * @param to the first offset that is not read
     */
    public void read(TopicPartition from, long start, long to, Chunks chunks) {
        if (start >= to) return;
        TopicRead.stretches(consumer, Map.of(from, start), Map.of(from, to), PATIENCE, chunks::take);
    }

    // Instant's own conversion throws for the far ends of time, which somebody may well ask for.
    private static long toMillis(Instant time) {
        if (time.getEpochSecond() > Long.MAX_VALUE / 2000) return Long.MAX_VALUE - 1;
        return time.getEpochSecond() < 0 ? -1 : time.toEpochMilli();
    }

    @Override
    public void close() {
        try {
            consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
        } catch (InterruptException givenUp) {
            // Nobody waits for the answer any more. The consumer is closed all the same, and the thread stays
            // interrupted.
            LOG.debug("A question was given up while its reader closed", givenUp);
        }
    }
}
