package dev.earshot.gateway.operations;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What Kafka says of itself and of its readers.
 *
 * @param detail {@code ready}, or why not
 * @param projectorLag records that the projector has still to commit; null if it never committed any, or nobody knows
 */
record KafkaState(boolean ready, String detail, @Nullable Long projectorLag) {
    private static final String PROJECTOR = "earshot-projector";

    /** Blocks for some round trips. */
    static KafkaState ask(Supplier<Admin> admins) {
        try (Admin admin = admins.get()) {
            return new KafkaState(true, "ready", lag(admin));
        } catch (ExecutionException | KafkaException away) {
            return new KafkaState(false, "does not answer", null);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new KafkaState(false, "was not asked to the end", null);
        }
    }

    private static @Nullable Long lag(Admin admin) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(PROJECTOR)
                .partitionsToOffsetAndMetadata()
                .get();
        if (committed.isEmpty()) return null;
        Map<TopicPartition, Long> ends = ends(admin, List.copyOf(committed.keySet()));
        long behind = 0;
        for (Map.Entry<TopicPartition, OffsetAndMetadata> reader : committed.entrySet()) {
            if (reader.getValue() == null) continue;
            long end = ends.getOrDefault(reader.getKey(), 0L);
            behind += Math.max(0, end - reader.getValue().offset());
        }
        return behind;
    }

    private static Map<TopicPartition, Long> ends(Admin admin, List<TopicPartition> of)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        for (TopicPartition partition : of) asked.put(partition, OffsetSpec.latest());
        Map<TopicPartition, ListOffsetsResultInfo> found =
                admin.listOffsets(asked).all().get();
        Map<TopicPartition, Long> offsets = new HashMap<>();
        found.forEach((partition, info) -> offsets.put(partition, info.offset()));
        return offsets;
    }
}
