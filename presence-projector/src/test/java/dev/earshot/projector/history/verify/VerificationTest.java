package dev.earshot.projector.history.verify;

import static dev.earshot.projector.Cast.*;
import static dev.earshot.projector.history.ChangedRows.renamed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.events.change.Cause;
import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.fold.GuildPresence;
import dev.earshot.events.fold.PresenceFold;
import dev.earshot.events.fold.Recorded;
import dev.earshot.events.id.UserId;
import dev.earshot.events.presence.PartitionGeneration;
import dev.earshot.events.presence.PresenceHeaders;
import dev.earshot.events.presence.PresenceKey;
import dev.earshot.events.presence.PresenceRow;
import dev.earshot.events.voice.VoiceEvent;
import dev.earshot.projector.history.past.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which moment of the log a live table shows, and in what it differs from that moment. */
class VerificationTest {
    private static final long LOG_END = 100;

    private final LiveTable table = new LiveTable(_ -> true);
    private GuildPresence presence = GuildPresence.EMPTY;

    private void folded(long offset, VoiceEvent event) {
        Cause cause = new Cause("voice.events", 0, offset, 0);
        presence = PresenceFold.apply(presence, new Recorded<>(cause, START.plusSeconds(offset), event))
                .next();
    }

    private @Nullable PresenceRow row(UserId user) {
        return Shown.silent(presence).row(user);
    }

    private void live(UserId user, @Nullable PresenceRow row, @Nullable String cause) {
        RecordHeaders headers = new RecordHeaders();
        if (cause != null) headers.add(PresenceHeaders.CAUSE, cause.getBytes(UTF_8));
        byte[] key = new PresenceKey(GUILD, user).toString().getBytes(UTF_8);
        table.take(List.of(record(key, row == null ? null : RecordCodec.PRESENCE.encode(row), headers)), LOG_END);
    }

    @SuppressWarnings("NullAway") // a tombstone's value is null, which Kafka's types do not say
    private static ConsumerRecord<byte[], byte[]> record(byte[] key, byte @Nullable [] value, RecordHeaders headers) {
        return new ConsumerRecord<>(
                "voice.presence", 0, 0, 0, TimestampType.CREATE_TIME, 0, 0, key, value, headers, Optional.empty());
    }

    private List<String> differences(long committed) {
        Comparison comparison = Comparison.of(table.cut(committed).rows(), Map.of(GUILD, presence));
        List<String> found = new ArrayList<>();
        comparison.differences().forEach((key, one) -> found.add(key.user() + " " + one.kind() + " " + one.fields()));
        found.sort(null);
        return found;
    }

    @Test
    void a_table_as_the_log_says_has_no_differences() {
        folded(0, joined(ALICE, LAPTOP, LOUNGE));
        live(ALICE, row(ALICE), "voice.events/0/0");
        folded(1, muted(ALICE, LAPTOP, true));
        live(ALICE, row(ALICE), "voice.events/0/1");
        assertThat(differences(2)).isEmpty();
        assertThat(Comparison.of(table.cut(2).rows(), Map.of(GUILD, presence)).rows())
                .isEqualTo(1);
    }

    @Test
    void planted_wrong_missing_and_extra_rows_are_found() {
        folded(0, joined(ALICE, LAPTOP, LOUNGE));
        live(ALICE, row(ALICE), "voice.events/0/0");
        folded(1, joined(BOB, PHONE, LOUNGE));
        live(BOB, row(BOB), "voice.events/0/1");
        PresenceRow alice = row(ALICE);
        Objects.requireNonNull(alice);
        live(ALICE, renamed(alice, ALICE, "Mallory"), null);
        live(BOB, null, null);
        UserId carol = new UserId("carol");
        live(carol, renamed(alice, carol, "Carol"), "voice.events/0/999999");
        assertThat(differences(2)).containsExactly("alice WRONG [username]", "bob MISSING []", "carol EXTRA []");
    }

    @Test
    void what_the_newest_event_did_is_held_back_until_it_is_surely_complete() {
        folded(0, joined(ALICE, LAPTOP, LOUNGE));
        live(ALICE, row(ALICE), "voice.events/0/0");
        PresenceRow before = row(ALICE);
        folded(1, muted(ALICE, LAPTOP, true));
        live(ALICE, row(ALICE), "voice.events/0/1");
        LiveTable.Cut cut = table.cut(0);
        assertThat(cut.eventsOffset()).isEqualTo(1);
        assertThat(cut.rows().values()).containsExactly(new LiveTable.Row.Present(Objects.requireNonNull(before)));
        LiveTable.Cut later = table.cut(2);
        assertThat(later.eventsOffset()).isEqualTo(2);
        assertThat(later.rows().values())
                .containsExactly(new LiveTable.Row.Present(Objects.requireNonNull(row(ALICE))));
    }

    @Test
    void a_row_that_cannot_be_read_is_wrong() {
        folded(0, joined(ALICE, LAPTOP, LOUNGE));
        byte[] key = new PresenceKey(GUILD, ALICE).toString().getBytes(UTF_8);
        table.take(List.of(record(key, "?".getBytes(UTF_8), new RecordHeaders())), LOG_END);
        assertThat(differences(1)).containsExactly("alice WRONG [unreadable]");
    }

    @Test
    void the_generation_of_a_repair_is_no_row_and_no_unreadable_key() {
        byte[] generation = RecordCodec.GENERATIONS.encode(new PartitionGeneration(3));
        table.take(List.of(record(PartitionGeneration.key(), generation, new RecordHeaders())), LOG_END);
        assertThat(differences(1)).isEmpty();
        assertThat(table.unreadableKeys()).isZero();
    }

    @Test
    void speech_is_no_difference() {
        folded(0, joined(ALICE, LAPTOP, LOUNGE));
        PresenceRow alice = row(ALICE);
        Objects.requireNonNull(alice);
        live(ALICE, alice.withSpeaking(true), "voice.signals/0/3");
        assertThat(differences(1)).isEmpty();
    }
}
