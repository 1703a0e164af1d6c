package dev.earshot.kafka.tail;

import java.util.Map;

/**
 * One reading of a topic, from its beginning on.
 *
 * @param topicId as Kafka names it
 * @param begins offset of the first record to be read, by partition
 * @param ends where each partition ended when the reading began: the view is whole when all are reached
 */
public record Reading(String topicId, Map<Integer, Long> begins, Map<Integer, Long> ends, Cause cause) {
    public Reading {
        begins = Map.copyOf(begins);
        ends = Map.copyOf(ends);
    }

    public long begin(int partition) {
        return begins.getOrDefault(partition, 0L);
    }
}
