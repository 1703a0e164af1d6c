package dev.earshot.analytics.ingest;

import dev.earshot.events.topics.VoiceTopic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the fact topics from beside the ingest: a consumer says nothing when its topic is deleted or created again below it, or
 * when a partition has no leader. On a thread of its own, for Kafka may take long to answer.
 */
final class TopicsLook implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicsLook.class);
    private static final Duration EVERY = Duration.ofSeconds(2);

    private final Admin admin;
    private final Map<TopicPartition, String> expected;
    private final IngestStatus status;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("topics-look").daemon().factory());
    private volatile @Nullable String changed;

    /** @param expected the topic's id by partition, as the reader found it when it began */
    TopicsLook(Map<String, Object> client, Map<TopicPartition, String> expected, IngestStatus status) {
        this.admin = Admin.create(client);
        this.expected = expected;
        this.status = status;
        status.kafkaAnswered();
        timer.scheduleWithFixedDelay(this::lookSafely, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A sentence if a topic is not the one any more that is being read, else null. */
    @Nullable
    String changed() {
        return changed;
    }

    @Override
    public void close() {
        timer.shutdownNow();
        admin.close(Duration.ofSeconds(1));
    }

    /** The ids of the fact topics by partition. @throws KafkaException if Kafka does not answer or one is missing */
    static Map<TopicPartition, String> ids(Admin admin) {
        Map<TopicPartition, String> ids = new HashMap<>();
        try {
            admin.describeTopics(names()).allTopicNames().get().values().forEach(topic -> ids.putAll(ids(topic)));
            return ids;
        } catch (ExecutionException failed) {
            throw new KafkaException("The fact topics could not be described", failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while the fact topics were described", interrupted);
        }
    }

    // An exception would end the timer for good.
    private void lookSafely() {
        try {
            changed = look();
            status.kafkaAnswered();
            measure();
        } catch (KafkaException | ExecutionException away) {
            // The reader notices that too, and says so.
            LOG.debug("Kafka was not asked to the end", away);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException unexpected) {
            LOG.error("The look at the fact topics failed", unexpected);
        }
    }

    private @Nullable String look() throws ExecutionException, InterruptedException {
        for (Map.Entry<String, KafkaFuture<TopicDescription>> answer :
                admin.describeTopics(names()).topicNameValues().entrySet()) {
            try {
                Map<TopicPartition, String> found = ids(answer.getValue().get());
                for (Map.Entry<TopicPartition, String> one : found.entrySet()) {
                    if (!one.getValue().equals(expected.get(one.getKey()))) {
                        return answer.getKey() + " was created again";
                    }
                }
            } catch (ExecutionException failed) {
                if (!(failed.getCause() instanceof UnknownTopicOrPartitionException)) throw failed;
                return answer.getKey() + " was deleted";
            }
        }
        return null;
    }

    private void measure() throws InterruptedException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        expected.keySet().forEach(partition -> asked.put(partition, OffsetSpec.latest()));
        ListOffsetsResult answers = admin.listOffsets(asked);
        for (TopicPartition partition : expected.keySet()) {
            try {
                long end = answers.partitionResult(partition).get().offset();
                status.progress().end(partition, end, System.nanoTime());
            } catch (ExecutionException leaderless) {
                LOG.debug("The end of {} is not known", partition, leaderless);
            }
        }
    }

    private static Map<TopicPartition, String> ids(TopicDescription topic) {
        Map<TopicPartition, String> ids = new HashMap<>();
        topic.partitions()
                .forEach(partition -> ids.put(
                        new TopicPartition(topic.name(), partition.partition()),
                        topic.topicId().toString()));
        return ids;
    }

    private static List<String> names() {
        return FactReader.TOPICS.stream().map(VoiceTopic::topic).toList();
    }
}
