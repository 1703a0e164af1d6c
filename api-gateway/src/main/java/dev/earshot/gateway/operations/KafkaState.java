package dev.earshot.gateway.operations;

import dev.earshot.events.topics.VoiceTopic;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
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
            String trouble = trouble(admin);
            return new KafkaState(trouble == null, trouble == null ? "ready" : trouble, lag(admin));
        } catch (ExecutionException | KafkaException away) {
            return new KafkaState(false, "does not answer", null);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new KafkaState(false, "was not asked to the end", null);
        }
    }

    /** What is wrong with the topics, a few words; null if each is there and every partition has a leader. */
    private static @Nullable String trouble(Admin admin) throws ExecutionException, InterruptedException {
        List<String> names = Arrays.stream(VoiceTopic.values())
                .flatMap(topic -> Stream.of(topic.topic(), topic.deadTopic()))
                .toList();
        int leaderless = 0;
        String first = "";
        for (Map.Entry<String, KafkaFuture<TopicDescription>> answer :
                admin.describeTopics(names).topicNameValues().entrySet()) {
            try {
                for (TopicPartitionInfo partition : answer.getValue().get().partitions()) {
                    if (partition.leader() != null && !partition.leader().isEmpty()) continue;
                    if (leaderless++ == 0) first = answer.getKey() + "/" + partition.partition();
                }
            } catch (ExecutionException failed) {
                if (!(failed.getCause() instanceof UnknownTopicOrPartitionException)) throw failed;
                return answer.getKey() + " is missing";
            }
        }
        if (leaderless == 0) return null;
        return leaderless == 1 ? first + " has no leader" : leaderless + " partitions have no leader, such as " + first;
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
