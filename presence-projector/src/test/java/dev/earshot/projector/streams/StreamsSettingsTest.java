package dev.earshot.projector.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class StreamsSettingsTest {
    private static final Map<String, Object> GIVEN = Map.of("bootstrap.servers", "127.0.0.1:9092");

    @Test
    void kafka_streams_takes_them() {
        Map<String, Object> settings = StreamsSettings.of(new ProjectorSettings("one", 2), 3, GIVEN);
        assertThatCode(() -> new StreamsConfig(settings)).doesNotThrowAnyException();
    }

    @Test
    void a_projector_keeps_its_name_over_restarts_and_is_missed_after_10_s() {
        Map<String, Object> settings = StreamsSettings.of(new ProjectorSettings("one", 1), 1, GIVEN);
        Map<String, Object> consumer = new StreamsConfig(settings).getMainConsumerConfigs("group", "client", 1);
        assertThat(consumer).containsEntry("group.instance.id", "one-1").containsEntry("session.timeout.ms", 10_000);
    }

    @Test
    void what_the_operator_says_wins() {
        Map<String, Object> given = new HashMap<>(GIVEN);
        given.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 500);
        assertThat(StreamsSettings.of(new ProjectorSettings("one", 1), 1, given))
                .containsEntry(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 500);
    }

    @Test
    void without_a_name_a_projector_has_its_hosts() {
        assertThat(new ProjectorSettings("", 1).instance()).isNotBlank();
    }

    @Test
    void nonsense_is_refused_with_what_to_write_instead() {
        assertThatThrownBy(() -> new ProjectorSettings("one", 0))
                .hasMessageContaining("earshot.projector.threads is 0");
        assertThatThrownBy(() -> new ProjectorSettings("a b", 1)).hasMessageContaining("earshot.projector.instance");
    }
}
