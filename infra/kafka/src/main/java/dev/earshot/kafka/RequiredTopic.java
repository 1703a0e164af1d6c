package dev.earshot.kafka;

import dev.earshot.events.topics.VoiceTopic;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A topic that must be there, and the Kafka settings that must hold for it. */
record RequiredTopic(String name, Map<String, String> settings) {
    /** What could not be read is kept until somebody has looked at it. */
    private static final Map<String, String> DEAD =
            Map.of("cleanup.policy", "delete", "retention.ms", "-1", "retention.bytes", "-1");

    /** Every voice topic and its dead topic. */
    static List<RequiredTopic> all() {
        return Arrays.stream(VoiceTopic.values())
                .flatMap(topic -> Stream.of(
                        new RequiredTopic(topic.topic(), topic.settings()), new RequiredTopic(topic.deadTopic(), DEAD)))
                .toList();
    }
}
