package dev.earshot.projector.topology;

import static dev.earshot.projector.Cast.*;
import static dev.earshot.projector.topology.Driven.header;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.events.change.VoiceChange;
import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.presence.Connection;
import dev.earshot.events.presence.PresenceRow;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.events.voice.VoiceEvent;
import dev.earshot.kafka.CloudEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PresenceTopologyTest {
    private static final String ALICES_ROW = "demo/alice";

    private final Driven driven = new Driven();
    private final Map<String, PresenceRow> table = new HashMap<>();

    @AfterEach
    void close() {
        driven.close();
    }

    @Test
    void a_join_becomes_a_whole_row_under_guild_and_user() {
        driven.event(joined(ALICE, LAPTOP, LOUNGE));
        PresenceRow row = alice();
        assertThat(row.channelId()).isEqualTo(LOUNGE);
        assertThat(row.sessionId()).isEqualTo(LAPTOP);
        assertThat(row.joinedAt()).isEqualTo(START);
        assertThat(row.connection()).isEqualTo(Connection.LIVE);
    }

    @Test
    void a_row_names_its_change_and_its_cause() {
        driven.event(joined(ALICE, LAPTOP, LOUNGE));
        TestRecord<byte[], byte[]> record = onlyRow();
        assertThat(header(record, "change")).isEqualTo("join");
        assertThat(header(record, "cause")).isEqualTo("voice.events/0/0");
        assertThat(CloudEvent.readFrom(record.headers())).isPresent();
    }

    @Test
    void a_leave_becomes_a_tombstone_that_says_why() {
        driven.event(joined(ALICE, LAPTOP, LOUNGE)).event(left(ALICE, LAPTOP));
        List<TestRecord<byte[], byte[]>> rows = driven.written(VoiceTopic.PRESENCE.topic());
        assertThat(rows).hasSize(2);
        assertThat(rows.getLast().value()).isNull();
        assertThat(header(rows.getLast(), "change")).isEqualTo("left");
    }

    @Test
    void each_change_becomes_a_fact_with_its_cause() {
        driven.event(joined(ALICE, LAPTOP, LOUNGE)).after(Duration.ofSeconds(5)).event(left(ALICE, LAPTOP));
        List<VoiceChange> facts = driven.facts();
        assertThat(facts).hasSize(2);
        assertThat(facts.getLast()).isInstanceOfSatisfying(VoiceChange.Left.class, end -> {
            assertThat(end.cause().input()).isEqualTo("voice.events/0/1");
            assertThat(end.stay().ended()).isEqualTo(START.plusSeconds(5));
        });
    }

    @Test
    void a_fact_is_a_cloud_event_named_by_its_type() {
        driven.event(joined(ALICE, LAPTOP, LOUNGE));
        TestRecord<byte[], byte[]> fact =
                driven.written(VoiceTopic.CHANGES.topic()).getFirst();
        CloudEvent event = CloudEvent.readFrom(fact.headers()).orElseThrow();
        assertThat(event.type()).isEqualTo("joined");
        assertThat(event.id()).isEqualTo("voice.events/0/0/0");
        assertThat(new String(fact.key(), UTF_8)).isEqualTo("demo");
    }

    @Test
    void an_event_without_effect_writes_nothing() {
        driven.event(left(ALICE, LAPTOP));
        assertThat(driven.written(VoiceTopic.PRESENCE.topic())).isEmpty();
        assertThat(driven.written(VoiceTopic.CHANGES.topic())).isEmpty();
        assertThat(driven.count("earshot.projector.folds", "effect", "not-present"))
                .isEqualTo(1);
    }

    @Test
    void a_refusal_rewrites_the_row_with_the_socket_that_asked() {
        driven.event(joined(ALICE, LAPTOP, LOUNGE, GATEWAY, 1)).event(joined(BOB, PHONE, LOUNGE, GATEWAY, 1));
        TestRecord<byte[], byte[]> refused =
                driven.written(VoiceTopic.PRESENCE.topic()).getLast();
        assertThat(new String(refused.key(), UTF_8)).isEqualTo("demo/bob");
        assertThat(refused.value()).isNull();
        assertThat(header(refused, "refused")).isEqualTo("phone-wire channel-full");
    }

    @Test
    void speech_shows_in_the_row_and_falls_silent_by_the_ticks() {
        driven.event(joined(ALICE, LAPTOP, LOUNGE)).signal(speaking(ALICE, LAPTOP, true));
        assertThat(alice().speaking()).isTrue();
        driven.after(Duration.ofSeconds(5)).signal(tick(GATEWAY));
        assertThat(alice().speaking()).isTrue();
        driven.after(Duration.ofSeconds(1)).signal(tick(GATEWAY));
        assertThat(alice().speaking()).isFalse();
    }

    @Test
    void time_never_runs_backwards_when_a_brokers_clock_does() {
        driven.at(START.plusSeconds(60)).event(joined(ALICE, LAPTOP, LOUNGE));
        driven.at(START).event(left(ALICE, LAPTOP));
        assertThat(driven.facts().getLast().at()).isEqualTo(START.plusSeconds(60));
    }

    @Test
    void the_times_of_events_do_not_depend_on_the_signals_beside_them() {
        driven.at(START.plusSeconds(60)).signal(tick(GATEWAY));
        driven.at(START).event(joined(ALICE, LAPTOP, LOUNGE));
        assertThat(alice().joinedAt()).isEqualTo(START);
    }

    @Test
    void what_cannot_be_read_goes_to_the_dead_topic_with_its_reason_and_the_stream_goes_on() {
        driven.raw(VoiceTopic.EVENTS, "demo", "{\"type\":\"joined\"".getBytes(UTF_8))
                .raw(VoiceTopic.EVENTS, "demo", null)
                .event(joined(ALICE, LAPTOP, LOUNGE));
        List<TestRecord<byte[], byte[]>> dead = driven.written(VoiceTopic.EVENTS.deadTopic());
        assertThat(dead).hasSize(2);
        assertThat(new String(dead.getFirst().value(), UTF_8)).isEqualTo("{\"type\":\"joined\"");
        assertThat(header(dead.getFirst(), "reason")).isNotEmpty();
        assertThat(header(dead.getLast(), "origin")).isEqualTo("voice.events/0/1");
        assertThat(driven.count("earshot.projector.dead", "reason", "unreadable"))
                .isEqualTo(2);
        assertThat(driven.presence(table)).containsKey(ALICES_ROW);
    }

    @Test
    void a_record_that_names_no_guild_goes_to_the_dead_topic() {
        byte[] join = RecordCodec.EVENTS.encode(joined(ALICE, LAPTOP, LOUNGE));
        driven.raw(VoiceTopic.EVENTS, null, join).raw(VoiceTopic.EVENTS, "not an id", join);
        assertThat(driven.written(VoiceTopic.EVENTS.deadTopic())).hasSize(2);
        assertThat(driven.count("earshot.projector.dead", "reason", "bad-key")).isEqualTo(2);
        assertThat(driven.presence(table)).isEmpty();
    }

    @Test
    void an_event_that_breaks_the_fold_goes_to_the_dead_topic_and_harms_nobody() {
        driven.event(joined(ALICE, LAPTOP, LOUNGE)).signal(speaking(ALICE, LAPTOP, true));
        driven.event(new VoiceEvent.Expired(ALICE, LAPTOP, Instant.MIN, 1));
        assertThat(driven.written(VoiceTopic.EVENTS.deadTopic())).hasSize(1);
        assertThat(driven.count("earshot.projector.dead", "reason", "fold-failed"))
                .isEqualTo(1);
        driven.event(muted(ALICE, LAPTOP, true));
        assertThat(alice().own().muted()).isTrue();
    }

    @Test
    void a_signal_that_cannot_be_read_goes_to_its_own_dead_topic() {
        driven.raw(VoiceTopic.SIGNALS, "demo", "nonsense".getBytes(UTF_8));
        assertThat(driven.written(VoiceTopic.SIGNALS.deadTopic())).hasSize(1);
    }

    @Test
    void a_type_from_the_future_is_counted_and_skipped() {
        driven.raw(VoiceTopic.EVENTS, "demo", "{\"type\":\"teleported\"}".getBytes(UTF_8));
        assertThat(driven.count("earshot.projector.unknown", "topic", "voice.events"))
                .isEqualTo(1);
        assertThat(driven.written(VoiceTopic.EVENTS.deadTopic())).isEmpty();
    }

    private PresenceRow alice() {
        return requireNonNull(driven.presence(table).get(ALICES_ROW));
    }

    private TestRecord<byte[], byte[]> onlyRow() {
        List<TestRecord<byte[], byte[]>> rows = driven.written(VoiceTopic.PRESENCE.topic());
        assertThat(rows).hasSize(1);
        return rows.getFirst();
    }
}
