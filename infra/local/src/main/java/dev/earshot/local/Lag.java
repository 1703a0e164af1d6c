package dev.earshot.local;

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

/** How many records each consumer group has still to commit, by topic, as Kafka knows it. */
final class Lag {
    private Lag() {}

    /** A line for each group and topic. */
    static List<String> of(Addresses addresses) throws ExecutionException, InterruptedException {
        Map<String, Object> client = Map.of(
                "bootstrap.servers",
                "127.0.0.1:" + addresses.kafka(),
                "default.api.timeout.ms",
                5_000,
                "request.timeout.ms",
                3_000);
        try (Admin admin = Admin.create(client)) {
            Map<String, Long> behind = new TreeMap<>();
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
                        String reader = "%-20s %-30s".formatted(group.groupId(), partition.topic());
                        behind.merge(reader, end.offset() - offset.offset(), Long::sum);
                    }
                });
            }
            return behind.entrySet().stream()
                    .map(entry -> entry.getKey() + " " + entry.getValue() + " behind")
                    .toList();
        }
    }
}
