package dev.earshot.kafka.tail;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads stretches of partitions and ends: for readers that answer a question. */
public final class TopicRead {
    private static final Duration POLL = Duration.ofMillis(200);

    private TopicRead() {}

    /**
     * Gives every record from one offset up to another, in the order of each partition; gaps that compaction, transactions or a cut
     * left are passed over. Blocks. Assigns the consumer, unless it already stands at the beginning of the stretch: what was fetched
     * ahead is then used.
     *
     * @param from first offset to read, by partition
     * @param to first offset not to read; a partition without one is not read
     * @param patience how long Kafka may give nothing before a {@link TimeoutException}
     * @param each gets records of one partition; returns whether to go on
     */
    public static void stretches(
            Consumer<byte[], byte[]> consumer,
            Map<TopicPartition, Long> from,
            Map<TopicPartition, Long> to,
            Duration patience,
            Predicate<List<ConsumerRecord<byte[], byte[]>>> each) {
        if (from.keySet().stream().allMatch(partition -> isRead(partition, from.getOrDefault(partition, 0L), to)))
            return;
        place(consumer, from);
        long heard = System.nanoTime();
        while (!consumer.assignment().stream().allMatch(p -> isRead(p, consumer.position(p, patience), to))) {
            ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
            for (TopicPartition partition : polled.partitions()) {
                List<ConsumerRecord<byte[], byte[]>> records =
                        below(to.getOrDefault(partition, 0L), polled.records(partition));
                if (!records.isEmpty() && !each.test(records)) return;
            }
            long now = System.nanoTime();
            if (!polled.nextOffsets().isEmpty()) heard = now;
            if (now - heard > patience.toNanos()) {
                throw new TimeoutException("Kafka gave nothing for " + patience.toSeconds() + " s of " + from);
            }
        }
    }

    private static void place(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> from) {
        boolean there = consumer.assignment().equals(from.keySet())
                && from.entrySet().stream().allMatch(start -> consumer.position(start.getKey()) == start.getValue());
        if (there) return;
        consumer.assign(from.keySet());
        from.forEach(consumer::seek);
    }

    private static boolean isRead(TopicPartition partition, long position, Map<TopicPartition, Long> to) {
        return position >= to.getOrDefault(partition, 0L);
    }

    private static List<ConsumerRecord<byte[], byte[]>> below(long end, List<ConsumerRecord<byte[], byte[]>> records) {
        int count = records.size();
        while (count > 0 && records.get(count - 1).offset() >= end) count--;
        return records.subList(0, count);
    }
}
