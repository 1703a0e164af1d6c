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

/** How many records each consumer group has still to commit, by topic, as Kafka knows it. */
final class Lag {
    private record Reader(String group, String topic) {}

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
            Map<Reader, Long> behind =
                    new TreeMap<>(Comparator.comparing(Reader::group).thenComparing(Reader::topic));
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
                        Reader reader = new Reader(group.groupId(), partition.topic());
                        behind.merge(reader, end.offset() - offset.offset(), Long::sum);
                    }
                });
            }
            return behind.entrySet().stream()
                    .map(entry ->
                            LagLine.of(entry.getKey().group(), entry.getKey().topic(), entry.getValue()))
                    .toList();
        }
    }
}
