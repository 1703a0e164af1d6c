package dev.earshot.kafka.tail;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A topic as Kafka describes it.
 *
 * @param askedAt taken before the question was sent: what is said here was true at this moment or later
 * @param topicId another one after the topic was deleted and created again
 * @param begins oldest offset, by partition
 * @param ends next offset to be written, by partition
 * @param tombstonesLive how long a tombstone is kept at least ({@code delete.retention.ms}); empty if the topic is not compacted
 */
public record TopicFacts(
        Moment askedAt,
        String topicId,
        Map<Integer, Long> begins,
        Map<Integer, Long> ends,
        Optional<Duration> tombstonesLive) {
    public TopicFacts {
        begins = Map.copyOf(begins);
        ends = Map.copyOf(ends);
    }

    long begin(int partition) {
        return begins.getOrDefault(partition, 0L);
    }

    long end(int partition) {
        return ends.getOrDefault(partition, 0L);
    }
}
