package dev.earshot.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Compares the topics Kafka has with those the product needs.
 *
 * @param missing     to be created, or to be refused
 * @param alterations settings that the service puts right itself; none unless creating is allowed
 * @param problems    what is there but wrong: a sentence each, naming the topic and the setting
 */
record TopicComparison(List<RequiredTopic> missing, List<Alteration> alterations, List<String> problems) {

    /** A setting of a topic that exists. */
    record Alteration(
            String topic, String setting, @Nullable String found, String needed) {
        String command() {
            return "%s has %s=%s and needs %s: change it with kafka-configs.sh --alter --topic %s --add-config %s=%s"
                    .formatted(topic, setting, found, needed, topic, setting, needed);
        }
    }

    static TopicComparison of(List<RequiredTopic> required, Map<String, FoundTopic> found, TopicSettings settings) {
        List<RequiredTopic> missing = new ArrayList<>();
        List<Alteration> alterations = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (RequiredTopic topic : required) {
            FoundTopic there = found.get(topic.name());
            if (there == null) {
                missing.add(topic);
            } else {
                compare(topic, there, settings, alterations, problems);
            }
        }
        if (!settings.create()) {
            missing.forEach(topic -> problems.add(absent(topic, settings)));
        }
        return new TopicComparison(List.copyOf(missing), List.copyOf(alterations), List.copyOf(problems));
    }

    private static void compare(
            RequiredTopic topic,
            FoundTopic there,
            TopicSettings settings,
            List<Alteration> alterations,
            List<String> problems) {
        if (there.partitions() != settings.partitions()) {
            // A guild's partition is its hash modulo this number, in every voice topic alike.
            problems.add("%s has %d partitions, but earshot.topics.partitions is %d: all voice topics need that many"
                    .formatted(topic.name(), there.partitions(), settings.partitions()));
        }
        new TreeMap<>(topic.settings()).forEach((name, value) -> {
            String actual = there.settings().get(name);
            if (RequiredTopic.isMet(name, actual, value)) return;
            Alteration alteration = new Alteration(topic.name(), name, actual, value);
            if (settings.create() && RequiredTopic.isAlterable(name)) alterations.add(alteration);
            else problems.add(alteration.command());
        });
    }

    private static String absent(RequiredTopic topic, TopicSettings settings) {
        return "%s does not exist: set earshot.topics.create=true, or create it with %d partitions and %s"
                .formatted(topic.name(), settings.partitions(), new TreeMap<>(topic.settings()));
    }
}
