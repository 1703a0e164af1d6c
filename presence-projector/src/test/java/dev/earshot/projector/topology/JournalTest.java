package dev.earshot.projector.topology;

import static dev.earshot.projector.Cast.*;
import static dev.earshot.projector.topology.Driven.header;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.events.presence.PresenceRow;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.events.voice.VoiceEvent;
import dev.earshot.projector.journal.CommittedOffsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a restart does, crash point by crash point. Offsets begin at 0 again, so what is piped again is given again. */
class JournalTest {
    private final List<Driven> open = new ArrayList<>();
    private final Driven first = driven(List.of(), CommittedOffsets.UNKNOWN);

    @AfterEach
    void close() {
        open.forEach(Driven::close);
    }

    @Test
    void what_is_given_again_is_not_folded_again_and_its_facts_go_out_unchanged() {
        first.event(joined(ALICE, LAPTOP, LOUNGE)).after(Duration.ofSeconds(3)).event(left(ALICE, LAPTOP));
        var facts = first.written(VoiceTopic.CHANGES.topic());
        Driven second = restarted(first);
        second.event(joined(ALICE, LAPTOP, LOUNGE)).after(Duration.ofSeconds(9)).event(left(ALICE, LAPTOP));
        assertThat(second.written(VoiceTopic.CHANGES.topic()))
                .usingRecursiveFieldByFieldElementComparator()
                .isEqualTo(facts);
        assertThat(second.count("earshot.projector.repeats")).isEqualTo(2);
        assertThat(second.count("earshot.projector.folds")).isZero();
    }

    @Test
    void whoever_had_left_does_not_flicker_back_when_their_join_is_given_again() {
        first.event(joined(ALICE, LAPTOP, LOUNGE)).event(left(ALICE, LAPTOP));
        Driven second = restarted(first);
        second.event(joined(ALICE, LAPTOP, LOUNGE)).event(left(ALICE, LAPTOP));
        var rows = second.written(VoiceTopic.PRESENCE.topic());
        assertThat(rows).hasSize(2).allSatisfy(row -> {
            assertThat(row.value()).isNull();
            assertThat(header(row, "change")).isEqualTo("left");
        });
    }

    @Test
    void whoever_moved_on_is_shown_where_they_are_when_their_first_join_is_given_again() {
        first.event(joined(ALICE, LAPTOP, LOUNGE)).event(joined(ALICE, LAPTOP, MUSIC));
        Driven second = restarted(first);
        second.event(joined(ALICE, LAPTOP, LOUNGE));
        assertThat(second.presence(new HashMap<>()).get("demo/alice"))
                .extracting(PresenceRow::channelId)
                .isEqualTo(MUSIC);
    }

    @Test
    void a_refusal_given_again_is_told_again() {
        first.event(joined(ALICE, LAPTOP, LOUNGE, GATEWAY, 1)).event(joined(BOB, PHONE, LOUNGE, GATEWAY, 1));
        Driven second = restarted(first);
        second.event(joined(ALICE, LAPTOP, LOUNGE, GATEWAY, 1)).event(joined(BOB, PHONE, LOUNGE, GATEWAY, 1));
        var told = second.written(VoiceTopic.PRESENCE.topic()).getLast();
        assertThat(header(told, "refused")).isEqualTo("phone-wire channel-full");
    }

    @Test
    void an_entry_that_lost_its_rows_is_stored_again_at_the_start() {
        first.event(joined(ALICE, LAPTOP, LOUNGE)).event(muted(ALICE, LAPTOP, true));
        List<TestRecord<byte[], byte[]>> changelog = first.written(Driven.CHANGELOG);
        // The kill came between the journal's second entry and the row it touched.
        assertThat(key(changelog.getLast())).isEqualTo("u/demo/alice");
        Driven second = driven(changelog.subList(0, changelog.size() - 1), CommittedOffsets.UNKNOWN);
        second.event(joined(ALICE, LAPTOP, LOUNGE));
        assertThat(alice(second).own().muted()).isTrue();
    }

    @Test
    void what_was_stored_again_survives_the_next_kill_too() {
        first.event(joined(ALICE, LAPTOP, LOUNGE)).event(muted(ALICE, LAPTOP, true));
        List<TestRecord<byte[], byte[]>> changelog = new ArrayList<>(first.written(Driven.CHANGELOG));
        changelog.removeLast();
        Driven second = driven(changelog, CommittedOffsets.UNKNOWN);
        second.event(joined(ALICE, LAPTOP, LOUNGE))
                .event(muted(ALICE, LAPTOP, true))
                .event(joined(BOB, PHONE, LOUNGE));
        changelog.addAll(second.written(Driven.CHANGELOG));
        Driven third = driven(changelog, CommittedOffsets.UNKNOWN);
        third.event(joined(ALICE, LAPTOP, LOUNGE));
        assertThat(alice(third).own().muted()).isTrue();
    }

    @Test
    void a_verdict_given_again_is_appended_again_as_it_was() {
        first.event(joined(ALICE, LAPTOP, LOUNGE)).signal(tick(GATEWAY));
        for (int i = 0; i < 30; i++) first.after(Duration.ofSeconds(1)).signal(tick(GATEWAY));
        List<VoiceEvent.Expired> verdicts = first.verdicts();
        assertThat(verdicts).hasSize(1);
        Driven second = restarted(first);
        for (int i = 0; i < 31; i++) second.signal(tick(GATEWAY));
        assertThat(second.verdicts()).isEqualTo(verdicts);
    }

    @Test
    void a_tick_that_silenced_nobody_does_so_again_when_it_is_given_again() {
        first.event(joined(ALICE, LAPTOP, LOUNGE)).signal(speaking(ALICE, LAPTOP, true));
        first.after(Duration.ofSeconds(4)).signal(tick(GATEWAY));
        first.after(Duration.ofSeconds(60)).event(OTHER_GUILD, joined(BOB, PHONE, LOUNGE));
        first.signal(OTHER_GUILD, speaking(BOB, PHONE, true));
        Driven second = restarted(first);
        second.event(joined(ALICE, LAPTOP, LOUNGE)).signal(speaking(ALICE, LAPTOP, true));
        second.after(Duration.ofSeconds(4)).signal(tick(GATEWAY));
        assertThat(alice(second).speaking()).isTrue();
    }

    @Test
    void the_time_that_an_event_without_effect_brought_is_kept() {
        first.event(joined(ALICE, LAPTOP, LOUNGE)).at(START.plusSeconds(60)).event(left(BOB, PHONE));
        Driven second = restarted(first);
        second.event(joined(ALICE, LAPTOP, LOUNGE)).event(left(BOB, PHONE));
        second.written(VoiceTopic.CHANGES.topic());
        second.at(START.plusSeconds(30)).event(left(ALICE, LAPTOP));
        assertThat(second.facts().getLast().at()).isEqualTo(START.plusSeconds(60));
    }

    @Test
    void entries_go_after_a_minute_once_they_are_committed_and_the_newest_stays() {
        Driven pruned = driven(List.of(), (_, _) -> Long.MAX_VALUE);
        chatter(pruned);
        assertThat(entries(pruned)).hasSize(10);
        pruned.after(Duration.ofSeconds(59)).signal(tick(GATEWAY));
        assertThat(entries(pruned)).isEmpty();
        pruned.after(Duration.ofSeconds(2)).signal(tick(GATEWAY));
        assertThat(pruned.written(Driven.CHANGELOG)).hasSize(9).allMatch(gone -> gone.value() == null);
    }

    @Test
    void entries_of_a_clock_that_was_ahead_do_not_wait_for_tomorrow() {
        Driven pruned = driven(List.of(), (_, _) -> Long.MAX_VALUE);
        chatter(pruned);
        pruned.at(START.plus(Duration.ofDays(1)));
        for (int i = 0; i < 10; i++) pruned.event(muted(ALICE, LAPTOP, i % 2 == 0));
        pruned.at(START.plusSeconds(5)).event(muted(ALICE, LAPTOP, true)).signal(tick(GATEWAY));
        pruned.after(Duration.ofSeconds(61)).signal(tick(GATEWAY));
        Set<String> kept = new HashSet<>();
        for (var entry : entries(pruned)) {
            if (entry.value() == null) kept.remove(key(entry));
            else kept.add(key(entry));
        }
        assertThat(kept).hasSize(1);
    }

    @Test
    void a_long_log_without_a_tick_leaves_a_short_journal() {
        Driven over = driven(List.of(), (_, _) -> Long.MAX_VALUE);
        over.event(joined(ALICE, LAPTOP, LOUNGE));
        for (int i = 0; i < 6_000; i++) over.after(Duration.ofSeconds(1)).event(muted(ALICE, LAPTOP, i % 2 == 0));
        Set<String> kept = new HashSet<>();
        for (var entry : entries(over)) {
            if (entry.value() == null) kept.remove(key(entry));
            else kept.add(key(entry));
        }
        // Those of the last minute, and of the inputs since it last looked.
        assertThat(kept).hasSizeBetween(60, 1_200);
    }

    @Test
    void an_entry_that_is_not_committed_stays_however_old_it_is() {
        Driven pruned = driven(List.of(), (topic, _) -> topic.equals("voice.events") ? 4 : -1);
        chatter(pruned);
        pruned.written(Driven.CHANGELOG);
        pruned.after(Duration.ofHours(1)).signal(tick(GATEWAY));
        assertThat(pruned.written(Driven.CHANGELOG)).hasSize(4);
    }

    @Test
    void an_input_whose_entry_has_gone_is_still_never_folded_twice() {
        Driven pruned = driven(List.of(), (_, _) -> Long.MAX_VALUE);
        chatter(pruned);
        pruned.after(Duration.ofHours(1)).signal(tick(GATEWAY));
        Driven second = restarted(pruned);
        chatter(second);
        assertThat(second.facts()).hasSize(1);
        assertThat(second.count("earshot.projector.folds")).isZero();
    }

    @Test
    void a_closed_channel_and_a_removed_member_are_remembered() {
        first.event(new VoiceEvent.ChannelClosed(LOUNGE, 7)).event(new VoiceEvent.MemberRemoved(ALICE, 7));
        Driven second = restarted(first);
        second.event(new VoiceEvent.ChannelClosed(LOUNGE, 7)).event(new VoiceEvent.MemberRemoved(ALICE, 7));
        second.event(joined(BOB, PHONE, LOUNGE)).event(joined(ALICE, LAPTOP, MUSIC));
        var told = second.written(VoiceTopic.PRESENCE.topic());
        assertThat(told)
                .extracting(row -> header(row, "refused"))
                .containsExactly("phone-wire channel-closed", "laptop-wire not-a-member");
    }

    /** Ten events, each with an entry. */
    private static void chatter(Driven driven) {
        driven.event(joined(ALICE, LAPTOP, LOUNGE));
        for (int i = 0; i < 9; i++) driven.event(muted(ALICE, LAPTOP, i % 2 == 0));
    }

    private static List<TestRecord<byte[], byte[]>> entries(Driven driven) {
        Predicate<TestRecord<byte[], byte[]>> isEntry = record -> key(record).startsWith("j/");
        return driven.written(Driven.CHANGELOG).stream().filter(isEntry).toList();
    }

    private static String key(TestRecord<byte[], byte[]> record) {
        return new String(record.key(), UTF_8);
    }

    private static PresenceRow alice(Driven driven) {
        return requireNonNull(driven.presence(new HashMap<>()).get("demo/alice"));
    }

    /** Killed after everything was written and nothing committed. */
    private Driven restarted(Driven killed) {
        return driven(killed.changelog(), CommittedOffsets.UNKNOWN);
    }

    private Driven driven(List<TestRecord<byte[], byte[]>> changelog, CommittedOffsets committed) {
        Driven driven = new Driven(changelog, committed);
        open.add(driven);
        return driven;
    }
}
