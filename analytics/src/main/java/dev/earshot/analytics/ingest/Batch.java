package dev.earshot.analytics.ingest;

import dev.earshot.analytics.fact.FactRow;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What one poll brought, and how far it takes the offsets.
 *
 * @param moves one for each partition that has records here
 */
record Batch(List<ReadRecord> records, List<Move> moves) {

    /**
     * A partition's stored offset from what it must be now to what it becomes.
     *
     * @param topicId of Kafka: a topic created anew has another one
     * @param leaderEpoch of the last record; null if Kafka does not say
     */
    record Move(
            TopicPartition partition,
            String topicId,
            long expected,
            long next,
            @Nullable Integer leaderEpoch) {}

    List<ReadRecord.Facts> facts() {
        return only(ReadRecord.Facts.class);
    }

    List<ReadRecord.Dead> dead() {
        return only(ReadRecord.Dead.class);
    }

    List<ReadRecord.Unknown> unknown() {
        return only(ReadRecord.Unknown.class);
    }

    static List<FactRow> rows(List<ReadRecord.Facts> facts) {
        return facts.stream().flatMap(read -> read.rows().stream()).toList();
    }

    /** The same with some records declared dead: the database refused what they hold. */
    Batch burying(Set<ReadRecord.Facts> refused, String reason) {
        List<ReadRecord> buried = records.stream()
                .map(read -> read instanceof ReadRecord.Facts facts && refused.contains(facts)
                        ? new ReadRecord.Dead(facts.record(), reason)
                        : read)
                .toList();
        return new Batch(buried, moves);
    }

    /** The dead that the other batch does not have. */
    List<ReadRecord.Dead> deadBeside(Batch other) {
        Set<ReadRecord.Dead> known = new HashSet<>(other.dead());
        return dead().stream().filter(dead -> !known.contains(dead)).toList();
    }

    private <T extends ReadRecord> List<T> only(Class<T> kind) {
        return records.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
