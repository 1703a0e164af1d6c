package dev.earshot.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Compares the topics Kafka has with those the product needs.
 *
 * @param missing  to be created, or to be refused
 * @param problems what is there but wrong: a sentence each, naming the topic and the setting
 */
record TopicComparison(List<RequiredTopic> missing, List<String> problems) {

    static TopicComparison of(List<RequiredTopic> required, Map<String, FoundTopic> found, TopicSettings settings) {
        List<RequiredTopic> missing = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (RequiredTopic topic : required) {
            FoundTopic there = found.get(topic.name());
            if (there == null) {
                missing.add(topic);
            } else {
                compare(topic, there, settings, problems);
            }
        }
        if (!settings.create()) {
            missing.forEach(topic -> problems.add(absent(topic, settings)));
        }
        return new TopicComparison(List.copyOf(missing), List.copyOf(problems));
    }

    private static void compare(RequiredTopic topic, FoundTopic there, TopicSettings settings, List<String> problems) {
        if (there.partitions() != settings.partitions()) {
            // A guild's partition is its hash modulo this number, in every voice topic alike.
            problems.add("%s has %d partitions, but earshot.topics.partitions is %d: all voice topics need that many"
                    .formatted(topic.name(), there.partitions(), settings.partitions()));
        }
        new TreeMap<>(topic.settings()).forEach((name, value) -> {
            String actual = there.settings().get(name);
            if (!Objects.equals(actual, value)) {
                problems.add(
                        "%s has %s=%s and needs %s: change it with kafka-configs.sh --alter --topic %s --add-config %s=%s"
                                .formatted(topic.name(), name, actual, value, topic.name(), name, value));
            }
        });
    }

    private static String absent(RequiredTopic topic, TopicSettings settings) {
        return "%s does not exist: set earshot.topics.create=true, or create it with %d partitions and %s"
                .formatted(topic.name(), settings.partitions(), new TreeMap<>(topic.settings()));
    }
}
