package dev.earshot.projector.streams;

import dev.earshot.events.topics.VoiceTopic;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** How far Kafka has acknowledged each partition of {@code voice.presence}. Thread-safe. */
final class AcknowledgedOffsets {
    private final Map<Integer, Known> known = new ConcurrentHashMap<>();

    /**
     * @param highest offset that was acknowledged since it last went back, -1 if none was
     * @param retreats how often an acknowledged offset was not above the one before it
     * @param gaps how often it was more than one above: another producer has written in between
     */
    record Known(long highest, long retreats, long gaps) {
        static final Known NOTHING = new Known(-1, 0, 0);

        private Known next(long offset) {
            if (offset <= highest) return new Known(offset, retreats + 1, gaps);
            return new Known(offset, retreats, highest >= 0 && offset > highest + 1 ? gaps + 1 : gaps);
        }
    }

    Known of(int partition) {
        return known.getOrDefault(partition, Known.NOTHING);
    }

    /** Another topic has the name: what was acknowledged was not in it. */
    void forget() {
        known.replaceAll((_, before) -> new Known(-1, before.retreats(), before.gaps()));
    }

    void acknowledged(@Nullable RecordMetadata record) {
        if (record == null || record.offset() < 0 || !record.topic().equals(VoiceTopic.PRESENCE.topic())) return;
        known.compute(
                record.partition(), (_, before) -> (before == null ? Known.NOTHING : before).next(record.offset()));
    }
}
