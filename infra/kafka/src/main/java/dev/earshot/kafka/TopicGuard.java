package dev.earshot.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
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
 * retention, cleanup and timestamps, or the service refuses to start. If creating is allowed, missing topics are created, and
 * settings that lose no record are altered, with a line in the log each. Several services may do this at the same time.
 */
public final class TopicGuard {
    private static final Logger LOG = LoggerFactory.getLogger(TopicGuard.class);
    /** How long a created topic may take until every broker names it. */
    private static final Duration SEEN_WITHIN = Duration.ofSeconds(30);

    private final Admin admin;
    private final TopicSettings settings;
    private final List<RequiredTopic> required;

    private TopicGuard(Admin admin, TopicSettings settings, List<RequiredTopic> required) {
        this.admin = admin;
        this.settings = settings;
        this.required = required;
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
        new TopicGuard(admin, settings, RequiredTopic.all()).check();
    }

    /**
     * Holds a topic that a service creates by itself to these settings. Does nothing while it does not exist.
     *
     * @param client Kafka client settings, at least {@code bootstrap.servers}
     * @throws TopicsRefused with the command, if it has other settings and creating is not allowed
     */
    public static void checkIfThere(
            Map<String, Object> client, String topic, Map<String, String> wanted, TopicSettings settings) {
        try (Admin admin = Admin.create(client)) {
            new TopicGuard(admin, settings, List.of(new RequiredTopic(topic, wanted))).checkIfThere();
        }
    }

    private void check() {
        answered(() -> {
            TopicComparison comparison = TopicComparison.of(required, describe(), settings);
            refuse(comparison.problems());
            boolean changes =
                    !comparison.missing().isEmpty() || !comparison.alterations().isEmpty();
            create(comparison.missing());
            alter(comparison.alterations());
            // Another service may have created them a moment before, in its own way.
            if (changes) refuse(awaitAll().problems());
        });
    }

    private void checkIfThere() {
        answered(() -> {
            Map<String, FoundTopic> found = describe();
            if (found.isEmpty()) return;
            TopicComparison comparison = TopicComparison.of(required, found, settings);
            refuse(comparison.problems());
            alter(comparison.alterations());
        });
    }

    @FunctionalInterface
    private interface Asking {
        void run() throws ExecutionException, InterruptedException;
    }

    private static void answered(Asking asking) {
        try {
            asking.run();
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
        if (missing.isEmpty()) return;
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

    private void alter(List<TopicComparison.Alteration> alterations) throws ExecutionException, InterruptedException {
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
        for (TopicComparison.Alteration alteration : alterations) {
            ConfigEntry entry = new ConfigEntry(alteration.setting(), alteration.needed());
            changes.computeIfAbsent(
                            new ConfigResource(ConfigResource.Type.TOPIC, alteration.topic()), _ -> new ArrayList<>())
                    .add(new AlterConfigOp(entry, AlterConfigOp.OpType.SET));
        }
        if (changes.isEmpty()) return;
        admin.incrementalAlterConfigs(changes).all().get();
        for (TopicComparison.Alteration done : alterations) {
            LOG.info("Altered {}: {} was {} and is now {}", done.topic(), done.setting(), done.found(), done.needed());
        }
    }

    /** Waits until every broker names what was created, and says what was altered. */
    private TopicComparison awaitAll() throws ExecutionException, InterruptedException {
        long deadline = System.nanoTime() + SEEN_WITHIN.toNanos();
        TopicComparison seen = TopicComparison.of(required, describe(), settings);
        while (!seen.missing().isEmpty() || !seen.alterations().isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new TopicsRefused(
                        List.of("Kafka created or altered topics but does not say so after 30 s: " + seen));
            }
            Thread.sleep(50);
            seen = TopicComparison.of(required, describe(), settings);
        }
        return seen;
    }

    private Map<String, FoundTopic> describe() throws ExecutionException, InterruptedException {
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
