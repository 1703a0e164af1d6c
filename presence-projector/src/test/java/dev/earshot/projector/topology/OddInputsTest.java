package dev.earshot.projector.topology;

import static dev.earshot.projector.Cast.LOUNGE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.events.change.Cause;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.events.voice.Profile;
import dev.earshot.events.voice.VoiceEvent;
import dev.earshot.projector.Cast;
import dev.earshot.projector.journal.CommittedOffsets;
import dev.earshot.projector.journal.Journal;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

/** Inputs that no gateway would write, and that must not stop a partition. */
class OddInputsTest {

    @Test
    void a_record_without_a_stamp_is_folded_at_the_beginning_of_time() {
        ConsumerRecord<Object, Object> unstamped = new ConsumerRecord<>(
                "voice.events",
                0,
                1,
                -1L,
                TimestampType.CREATE_TIME,
                0,
                0,
                "k",
                "v",
                new RecordHeaders(),
                Optional.empty());
        assertThat(new StampOrZero().extract(unstamped, 5)).isZero();
    }

    @Test
    void an_input_that_ends_thread_after_thread_is_given_up_and_its_neighbours_are_not() {
        Attempts attempts = new Attempts();
        Cause poison = new Cause("voice.events", 3, 41, 0);
        for (int i = 0; i < Attempts.MOST; i++) {
            assertThat(attempts.isGivenUp(poison)).isFalse();
            attempts.failed(poison, new IllegalStateException("with content"));
        }
        assertThat(attempts.isGivenUp(poison)).isTrue();
        assertThat(attempts.sentence(poison)).contains("IllegalStateException").doesNotContain("content");
        assertThat(attempts.isGivenUp(new Cause("voice.events", 3, 42, 0))).isFalse();
        assertThat(attempts.isGivenUp(new Cause("voice.signals", 3, 41, 0))).isFalse();
    }

    @Test
    void an_input_whose_effect_is_larger_than_any_record_is_folded_and_its_entry_says_only_that_it_was() {
        List<TestRecord<byte[], byte[]>> changelog;
        try (Driven driven = new Driven()) {
            String name = "x".repeat(100_000);
            for (int i = 0; i < 90; i++) driven.event(huge(i, name));
            driven.written(VoiceTopic.PRESENCE.topic());
            driven.event(new VoiceEvent.ChannelClosed(LOUNGE, 1));
            assertThat(driven.written(VoiceTopic.PRESENCE.topic())).hasSize(90).allMatch(row -> row.value() == null);
            changelog = driven.changelog();
        }
        assertThat(changelog)
                .allMatch(record -> record.value() == null || record.value().length < Journal.LARGEST_ENTRY);
        try (Driven again = new Driven(changelog, CommittedOffsets.UNKNOWN)) {
            // The rows are stored: nobody is in the lounge after a restart.
            again.event(new VoiceEvent.ChannelClosed(Cast.MUSIC, 2));
            assertThat(again.presence(new HashMap<>())).isEmpty();
            assertThat(changelog.stream()
                            .filter(record -> record.value() != null)
                            .map(record -> new String(record.key(), UTF_8)))
                    .noneMatch(key -> key.startsWith("u/") && latest(changelog, key));
        }
    }

    private static boolean latest(List<TestRecord<byte[], byte[]>> changelog, String key) {
        return changelog.reversed().stream()
                .filter(record -> new String(record.key(), UTF_8).equals(key))
                .findFirst()
                .filter(record -> record.value() != null)
                .isPresent();
    }

    private static VoiceEvent huge(int i, String name) {
        VoiceEvent.Joined usual = Cast.joined(new UserId("u" + i), new SessionId("s" + i), LOUNGE);
        return new VoiceEvent.Joined(
                usual.user(),
                usual.session(),
                usual.connection(),
                usual.gateway(),
                usual.channel(),
                usual.seats(),
                new Profile(name, null),
                usual.muted(),
                usual.deafened(),
                usual.resumeHash(),
                usual.directoryOffset(),
                usual.continues(),
                usual.client());
    }
}
