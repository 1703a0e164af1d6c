package dev.earshot.projector.streams;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Which input partitions do not progress although there is something to read. Pure; time is the caller's. */
final class PartitionProgress {
    private final Duration patience;
    private final Map<TopicPartition, Since> waiting = new HashMap<>();

    /** @param patience how long a partition may stand still */
    PartitionProgress(Duration patience) {
        this.patience = patience;
    }

    /**
     * A partition at one moment.
     *
     * @param next offset that is folded next
     * @param end offset behind the newest record
     */
    record Position(long next, long end) {}

    /** A partition that stands still at this offset for so long. */
    record Standing(TopicPartition partition, long offset, Duration since) {}

    private record Since(long next, Duration at) {}

    /**
     * Takes note of all partitions and gives those that have stood still for longer than the patience.
     *
     * @param now from any origin, never going back
     */
    List<Standing> look(Map<TopicPartition, Position> positions, Duration now) {
        waiting.keySet().retainAll(positions.keySet());
        List<Standing> standing = new ArrayList<>();
        positions.forEach((partition, position) -> {
            if (position.next() >= position.end()) {
                waiting.remove(partition);
                return;
            }
            Since known = waiting.get(partition);
            if (known == null || known.next() != position.next()) {
                waiting.put(partition, new Since(position.next(), now));
                return;
            }
            Duration since = now.minus(known.at());
            if (since.compareTo(patience) > 0) standing.add(new Standing(partition, position.next(), since));
        });
        return standing;
    }
}
