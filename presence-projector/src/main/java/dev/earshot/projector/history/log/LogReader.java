package dev.earshot.projector.history.log;

import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.projector.history.CannotAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads partitions without a trace: by assignment and offsets, never in a group, and it creates no topic that is not there.
 * For one thread at a time.
 */
public final class LogReader implements AutoCloseable {
    /** How long Kafka may give nothing before the question is given up. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Duration POLL = Duration.ofMillis(500);

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

    /** The offset of the first record that was appended later than this moment; the log's end if there is none. */
    public long after(TopicPartition from, Instant moment) {
        OffsetAndTimestamp later = firstFrom(from, Instant.ofEpochMilli(toMillis(moment) + 1));
        return later == null ? next(from) : later.offset();
    }

    /**
     * Reads what lies from one offset up to another, gaps passed over.
     *
     * @param to the first offset that is not read
     */
    public void read(TopicPartition from, long start, long to, Chunks chunks) {
        if (start >= to) return;
        place(from, start);
        int silent = 0;
        while (consumer.position(from) < to) {
            long before = consumer.position(from);
            List<ConsumerRecord<byte[], byte[]>> records = consumer.poll(POLL).records(from);
            if (!records.isEmpty() && !chunks.take(upTo(to, records))) return;
            silent = consumer.position(from) == before ? silent + 1 : 0;
            if (silent * POLL.toMillis() >= PATIENCE.toMillis())
                throw CannotAnswer.away("Kafka gives no more of " + from + " from offset " + before + " on.", null);
        }
    }

    // Where the last question ended, what was fetched ahead is the answer to this one.
    private void place(TopicPartition from, long start) {
        boolean there = consumer.assignment().equals(Set.of(from)) && consumer.position(from) == start;
        if (there) return;
        consumer.assign(List.of(from));
        consumer.seek(from, start);
    }

    private static List<ConsumerRecord<byte[], byte[]>> upTo(long to, List<ConsumerRecord<byte[], byte[]>> records) {
        int count = records.size();
        while (count > 0 && records.get(count - 1).offset() >= to) count--;
        return records.subList(0, count);
    }

    // Instant's own conversion throws for the far ends of time, which somebody may well ask for.
    private static long toMillis(Instant time) {
        if (time.getEpochSecond() > Long.MAX_VALUE / 2000) return Long.MAX_VALUE - 1;
        return time.getEpochSecond() < 0 ? -1 : time.toEpochMilli();
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
    }
}
