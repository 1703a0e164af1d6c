package dev.earshot.kafka;

import dev.earshot.events.topics.VoiceTopic;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A topic that must be there, and the Kafka settings that must hold for it. */
record RequiredTopic(String name, Map<String, String> settings) {
    /** Dead letters are kept until an operator has looked at them. They are stamped by the broker, and may be as large as any input. */
    private static final Map<String, String> DEAD = Map.of(
            "cleanup.policy", "delete",
            "retention.ms", "-1",
            "retention.bytes", "-1",
            "message.timestamp.type", "LogAppendTime",
            "max.message.bytes", Integer.toString(9 << 20));

    /** Settings that can be put right while there is data: no record is lost by it. Retention and cleanup are not among them. */
    private static final Set<String> ALTERABLE = Set.of(
            "message.timestamp.type",
            "max.message.bytes",
            "segment.bytes",
            "segment.ms",
            "min.compaction.lag.ms",
            "max.compaction.lag.ms");

    /** Whether a setting is as needed; the largest record may be larger. */
    static boolean isMet(String setting, @Nullable String actual, String needed) {
        if (actual != null && setting.equals("max.message.bytes")) {
            return Long.parseLong(actual) >= Long.parseLong(needed);
        }
        return needed.equals(actual);
    }

    static boolean isAlterable(String setting) {
        return ALTERABLE.contains(setting);
    }

    /** Every voice topic and its dead topic. */
    static List<RequiredTopic> all() {
        return Arrays.stream(VoiceTopic.values())
                .flatMap(topic -> Stream.of(
                        new RequiredTopic(topic.topic(), topic.settings()), new RequiredTopic(topic.deadTopic(), DEAD)))
                .toList();
    }
}
