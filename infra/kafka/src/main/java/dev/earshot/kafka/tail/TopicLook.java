package dev.earshot.kafka.tail;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Asks Kafka what has become of a topic. Over an admin client, because a consumer's requests wait behind its own fetch. Never blocks.
 */
public final class TopicLook {
    private final Admin admin;
    private final String topic;
    private final Supplier<Moment> clock;

    public TopicLook(Admin admin, String topic) {
        this(admin, topic, Moment::now);
    }

    TopicLook(Admin admin, String topic, Supplier<Moment> clock) {
        this.admin = admin;
        this.topic = topic;
        this.clock = clock;
    }

    /**
     * Completes on the admin client's thread.
     *
     * @return fails with {@link org.apache.kafka.common.errors.UnknownTopicOrPartitionException} if the topic does not exist, else with
     *     a {@link KafkaException}
     */
    public CompletableFuture<TopicFacts> ask() {
        Moment now = clock.get();
        return describe().thenCompose(found -> facts(now, found)).exceptionallyCompose(failed -> {
            Throwable cause = failed instanceof CompletionException wrapped && wrapped.getCause() != null
                    ? wrapped.getCause()
                    : failed;
            return CompletableFuture.failedFuture(
                    cause instanceof KafkaException
                            ? cause
                            : new KafkaException("Kafka did not describe " + topic, cause));
        });
    }

    private CompletableFuture<TopicDescription> describe() {
        return admin.describeTopics(List.of(topic))
                .allTopicNames()
                .thenApply(found -> found.values().iterator().next())
                .toCompletionStage()
                .toCompletableFuture();
    }

    private CompletableFuture<TopicFacts> facts(Moment askedAt, TopicDescription found) {
        List<TopicPartition> partitions = found.partitions().stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        CompletableFuture<Map<Integer, Long>> begins = offsets(partitions, OffsetSpec.earliest());
        CompletableFuture<Map<Integer, Long>> ends = offsets(partitions, OffsetSpec.latest());
        CompletableFuture<Optional<Duration>> tombstones = tombstonesLive();
        String id = found.topicId().toString();
        return begins.thenCombine(
                ends.thenCombine(tombstones, (end, live) -> new TopicFacts(askedAt, id, Map.of(), end, live)),
                (begin, rest) -> new TopicFacts(askedAt, id, begin, rest.ends(), rest.tombstonesLive()));
    }

    private CompletableFuture<Map<Integer, Long>> offsets(Collection<TopicPartition> partitions, OffsetSpec where) {
        return admin.listOffsets(partitions.stream().collect(Collectors.toMap(each -> each, _ -> where)))
                .all()
                .toCompletionStage()
                .toCompletableFuture()
                .thenApply(TopicLook::byPartition);
    }

    private static Map<Integer, Long> byPartition(Map<TopicPartition, ListOffsetsResultInfo> found) {
        Map<Integer, Long> offsets = new HashMap<>();
        found.forEach((partition, info) -> offsets.put(partition.partition(), info.offset()));
        return offsets;
    }

    private CompletableFuture<Optional<Duration>> tombstonesLive() {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return admin.describeConfigs(List.of(resource))
                .all()
                .toCompletionStage()
                .toCompletableFuture()
                .thenApply(found -> tombstonesLive(found.values().iterator().next()));
    }

    private static Optional<Duration> tombstonesLive(Config config) {
        ConfigEntry policy = config.get(TopicConfig.CLEANUP_POLICY_CONFIG);
        ConfigEntry retention = config.get(TopicConfig.DELETE_RETENTION_MS_CONFIG);
        if (policy == null || retention == null) return Optional.empty();
        return String.valueOf(policy.value()).contains(TopicConfig.CLEANUP_POLICY_COMPACT)
                ? Optional.of(Duration.ofMillis(Long.parseLong(retention.value())))
                : Optional.empty();
    }
}
