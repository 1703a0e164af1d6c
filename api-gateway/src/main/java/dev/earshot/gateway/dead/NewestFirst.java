package dev.earshot.gateway.dead;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.apache.kafka.common.TopicPartition;

/**
 * A page over many partitions, newest first. Within a partition the order is that of offsets, whatever the clocks said, so a page
 * and its successors give each record once. Pure.
 */
final class NewestFirst {
    private NewestFirst() {}

    /**
     * @param items of the page
     * @param below for each partition, the offset below which the next page goes on
     */
    record Page(List<DeadRecord> items, Map<TopicPartition, Long> below) {}

    /**
     * @param read the last records of each partition below its bound, highest offset first, at least {@code limit} of them or all
     * @param below the bounds that they were read below
     */
    static Page page(Map<TopicPartition, List<DeadRecord>> read, Map<TopicPartition, Long> below, int limit) {
        PriorityQueue<Deque<DeadRecord>> heads = new PriorityQueue<>(Comparator.comparing(
                        (Deque<DeadRecord> records) -> records.getFirst().time())
                .reversed()
                .thenComparing(records -> records.getFirst().topic())
                .thenComparing(records -> records.getFirst().partition()));
        read.values().stream()
                .filter(records -> !records.isEmpty())
                .map(ArrayDeque::new)
                .forEach(heads::add);
        List<DeadRecord> items = new ArrayList<>();
        Map<TopicPartition, Long> next = new HashMap<>(below);
        while (items.size() < limit && !heads.isEmpty()) {
            Deque<DeadRecord> newest = heads.poll();
            DeadRecord record = newest.removeFirst();
            items.add(record);
            next.put(new TopicPartition(record.topic(), record.partition()), record.offset());
            if (!newest.isEmpty()) heads.add(newest);
        }
        return new Page(items, next);
    }
}
