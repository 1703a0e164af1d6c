package dev.earshot.local;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * How many records a reader has still to read of a topic.
 *
 * @param behind null if that is not known
 */
record Lag(String reader, String topic, @Nullable Long behind) {
    /** Of each consumer group and topic, as Kafka knows it. */
    static List<Lag> ofGroups(Admin admin) throws ExecutionException, InterruptedException {
        Map<Lag, Long> behind = new TreeMap<>(Comparator.comparing(Lag::reader).thenComparing(Lag::topic));
        for (var group : admin.listGroups().all().get()) {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group.groupId())
                    .partitionsToOffsetAndMetadata()
                    .get();
            Map<TopicPartition, ListOffsetsResultInfo> ends = admin.listOffsets(committed.keySet().stream()
                            .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest())))
                    .all()
                    .get();
            committed.forEach((partition, offset) -> {
                ListOffsetsResultInfo end = ends.get(partition);
                if (end != null) {
                    behind.merge(
                            new Lag(group.groupId(), partition.topic(), null),
                            end.offset() - offset.offset(),
                            Long::sum);
                }
            });
        }
        return behind.entrySet().stream()
                .map(entry -> new Lag(entry.getKey().reader(), entry.getKey().topic(), entry.getValue()))
                .toList();
    }

    String line() {
        String known = behind == null ? "lag not known" : behind + " behind";
        return "%-20s %-30s %s".formatted(reader, topic, known);
    }
}
