package dev.earshot.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicComparisonTest {
    private static final RequiredTopic EVENTS =
            new RequiredTopic("voice.events", Map.of("cleanup.policy", "delete", "retention.ms", "-1"));
    private static final TopicSettings TWELVE = new TopicSettings(12, 1, true);

    @Test
    void a_topic_as_required_is_neither_missing_nor_a_problem() {
        TopicComparison comparison =
                compare(found(12, Map.of("cleanup.policy", "delete", "retention.ms", "-1")), TWELVE);
        assertThat(comparison).isEqualTo(new TopicComparison(List.of(), List.of(), List.of()));
    }

    @Test
    void settings_that_nobody_requires_may_be_anything() {
        FoundTopic topic =
                found(12, Map.of("cleanup.policy", "delete", "retention.ms", "-1", "compression.type", "zstd"));
        assertThat(compare(topic, TWELVE).problems()).isEmpty();
    }

    @Test
    void another_partition_count_is_named_with_its_setting() {
        FoundTopic topic = found(6, Map.of("cleanup.policy", "delete", "retention.ms", "-1"));
        assertThat(compare(topic, TWELVE).problems())
                .singleElement()
                .asString()
                .contains("voice.events has 6 partitions", "earshot.topics.partitions is 12");
    }

    @Test
    void another_retention_is_named_with_the_command_that_changes_it() {
        FoundTopic topic = found(12, Map.of("cleanup.policy", "delete", "retention.ms", "604800000"));
        assertThat(compare(topic, TWELVE).problems())
                .singleElement()
                .asString()
                .contains("voice.events has retention.ms=604800000 and needs -1", "--add-config retention.ms=-1");
    }

    @Test
    void a_stamp_that_is_not_the_brokers_is_altered_where_creating_is_allowed_and_refused_with_the_command_elsewhere() {
        RequiredTopic presence = new RequiredTopic("voice.presence", Map.of("message.timestamp.type", "LogAppendTime"));
        Map<String, FoundTopic> found = Map.of(
                presence.name(), new FoundTopic(presence.name(), 12, Map.of("message.timestamp.type", "CreateTime")));
        assertThat(TopicComparison.of(List.of(presence), found, TWELVE))
                .isEqualTo(new TopicComparison(
                        List.of(),
                        List.of(new TopicComparison.Alteration(
                                "voice.presence", "message.timestamp.type", "CreateTime", "LogAppendTime")),
                        List.of()));
        TopicComparison refused = TopicComparison.of(List.of(presence), found, new TopicSettings(12, 1, false));
        assertThat(refused.alterations()).isEmpty();
        assertThat(refused.problems())
                .singleElement()
                .asString()
                .contains("--alter --topic voice.presence --add-config message.timestamp.type=LogAppendTime");
    }

    @Test
    void a_missing_topic_is_to_be_created_if_that_is_allowed() {
        TopicComparison comparison = TopicComparison.of(List.of(EVENTS), Map.of(), TWELVE);
        assertThat(comparison).isEqualTo(new TopicComparison(List.of(EVENTS), List.of(), List.of()));
    }

    @Test
    void a_missing_topic_is_a_problem_if_creating_is_not_allowed() {
        TopicComparison comparison = TopicComparison.of(List.of(EVENTS), Map.of(), new TopicSettings(12, 1, false));
        assertThat(comparison.problems())
                .singleElement()
                .asString()
                .contains(
                        "voice.events does not exist",
                        "earshot.topics.create=true",
                        "12 partitions",
                        "retention.ms=-1");
    }

    @Test
    void nonsense_is_refused_with_what_to_write_instead() {
        assertThatThrownBy(() -> new TopicSettings(0, 1, true)).hasMessageContaining("earshot.topics.partitions");
        assertThatThrownBy(() -> new TopicSettings(12, 0, true))
                .hasMessageContaining("earshot.topics.replication-factor");
    }

    private static TopicComparison compare(FoundTopic topic, TopicSettings settings) {
        return TopicComparison.of(List.of(EVENTS), Map.of(topic.name(), topic), settings);
    }

    private static FoundTopic found(int partitions, Map<String, String> settings) {
        return new FoundTopic("voice.events", partitions, settings);
    }
}
