package dev.earshot.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands at a service's start: every voice topic (and its dead topic) exists with the right and equal partition count,
 * retention, cleanup and timestamps, or the service refuses to start. What is missing is created if that is allowed.
 * Several services may do this at the same time.
 */
public final class TopicGuard {
    private static final Logger LOG = LoggerFactory.getLogger(TopicGuard.class);
    /** How long a created topic may take until every broker names it. */
    private static final Duration SEEN_WITHIN = Duration.ofSeconds(30);

    private final Admin admin;
    private final TopicSettings settings;

    private TopicGuard(Admin admin, TopicSettings settings) {
        this.admin = admin;
        this.settings = settings;
    }

    /**
     * Checks, and creates what is missing. Blocks; gives up when {@code default.api.timeout.ms} (60 s by default) is over.
     *
     * @param client Kafka client settings, at least {@code bootstrap.servers}
     * @throws TopicsRefused with a sentence a topic, naming the setting
     */
    public static void check(Map<String, Object> client, TopicSettings settings) {
        try (Admin admin = Admin.create(client)) {
            check(admin, settings);
        }
    }

    /** The same over an admin client of the caller's. */
    public static void check(Admin admin, TopicSettings settings) {
        new TopicGuard(admin, settings).check();
    }

    private void check() {
        List<RequiredTopic> required = RequiredTopic.all();
        try {
            TopicComparison comparison = TopicComparison.of(required, describe(required), settings);
            refuse(comparison.problems());
            if (!comparison.missing().isEmpty()) {
                create(comparison.missing());
                // Another service may have created them a moment before, in its own way.
                refuse(TopicComparison.of(required, awaitAll(required), settings)
                        .problems());
            }
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            throw new TopicsRefused("The voice topics could not be checked: " + cause.getMessage(), cause);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new TopicsRefused("The check of the voice topics was interrupted", interrupted);
        }
    }

    private static void refuse(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new TopicsRefused(problems);
        }
    }

    private void create(List<RequiredTopic> missing) throws ExecutionException, InterruptedException {
        List<NewTopic> topics = missing.stream()
                .map(topic -> new NewTopic(topic.name(), settings.partitions(), (short) settings.replicationFactor())
                        .configs(topic.settings()))
                .toList();
        Map<String, KafkaFuture<Void>> creations = admin.createTopics(topics).values();
        for (Map.Entry<String, KafkaFuture<Void>> creation : creations.entrySet()) {
            try {
                creation.getValue().get();
                LOG.info("Created {} with {} partitions", creation.getKey(), settings.partitions());
            } catch (ExecutionException failed) {
                if (!(failed.getCause() instanceof TopicExistsException)) {
                    throw failed;
                }
            }
        }
    }

    private Map<String, FoundTopic> awaitAll(List<RequiredTopic> required)
            throws ExecutionException, InterruptedException {
        long deadline = System.nanoTime() + SEEN_WITHIN.toNanos();
        Map<String, FoundTopic> found = describe(required);
        while (found.size() < required.size()) {
            if (System.nanoTime() > deadline) {
                throw new TopicsRefused(List.of("Kafka created topics but does not name them after 30 s"));
            }
            Thread.sleep(50);
            found = describe(required);
        }
        return found;
    }

    private Map<String, FoundTopic> describe(List<RequiredTopic> required)
            throws ExecutionException, InterruptedException {
        Map<String, Integer> partitions = new HashMap<>();
        List<String> names = required.stream().map(RequiredTopic::name).toList();
        Map<String, KafkaFuture<TopicDescription>> answers =
                admin.describeTopics(names).topicNameValues();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> answer : answers.entrySet()) {
            try {
                partitions.put(
                        answer.getKey(), answer.getValue().get().partitions().size());
            } catch (ExecutionException failed) {
                if (!(failed.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw failed;
                }
            }
        }
        return withSettings(partitions);
    }

    private Map<String, FoundTopic> withSettings(Map<String, Integer> partitions)
            throws ExecutionException, InterruptedException {
        List<ConfigResource> resources = partitions.keySet().stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        Map<String, FoundTopic> found = new HashMap<>();
        Map<ConfigResource, Config> answers =
                admin.describeConfigs(resources).all().get();
        answers.forEach((resource, config) -> {
            Map<String, String> settings = new HashMap<>();
            for (ConfigEntry entry : config.entries()) {
                settings.put(entry.name(), entry.value());
            }
            String name = resource.name();
            found.put(name, new FoundTopic(name, partitions.getOrDefault(name, 0), settings));
        });
        return found;
    }
}
