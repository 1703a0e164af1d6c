package dev.earshot.events.fold;

import static dev.earshot.events.fold.Cast.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.events.change.Cause;
import dev.earshot.events.change.EndReason;
import dev.earshot.events.change.EndedStay;
import dev.earshot.events.change.VoiceChange;
import dev.earshot.events.id.UserId;
import dev.earshot.events.signal.VoiceSignal;
import dev.earshot.events.voice.VoiceEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Rows and facts: offsets are seconds after the start, so times can be read off. */
class LiveFoldTest {
    private LiveGuild guild = LiveGuild.EMPTY;
    private final List<VoiceChange> facts = new ArrayList<>();
    private List<Outcome.RowWrite> rows = List.of();

    @Test
    void a_ring_shows_while_present_and_not_muted() {
        event(0, joined(ALICE, LAPTOP, LOUNGE));
        speaking(1, ALICE, true);
        assertThat(rows)
                .singleElement()
                .satisfies(row -> assertThat(row.change()).isEqualTo("speaking"));
        assertThat(shown(ALICE)).isTrue();
        event(2, muted(ALICE, LAPTOP, true));
        assertThat(shown(ALICE)).isFalse();
    }

    @Test
    void repeats_are_no_changes() {
        event(0, joined(ALICE, LAPTOP, LOUNGE));
        speaking(1, ALICE, true);
        speaking(3, ALICE, true);
        assertThat(rows).isEmpty();
    }

    @Test
    void a_signal_that_overtakes_its_unmute_shows_once_the_unmute_arrives() {
        event(0, joined(ALICE, LAPTOP, LOUNGE));
        event(1, muted(ALICE, LAPTOP, true));
        speaking(2, ALICE, true);
        assertThat(shown(ALICE)).isFalse();
        event(3, muted(ALICE, LAPTOP, false));
        assertThat(shown(ALICE)).isTrue();
    }

    @Test
    void five_seconds_without_a_repeat_clear_the_ring() {
        event(0, joined(ALICE, LAPTOP, LOUNGE));
        speaking(1, ALICE, true);
        silence(6);
        assertThat(shown(ALICE)).isTrue();
        silence(7);
        assertThat(shown(ALICE)).isFalse();
    }

    @Test
    void a_voice_of_nobody_present_is_forgotten() {
        speaking(1, ALICE, true);
        silence(7);
        assertThat(guild.speech()).isEmpty();
    }

    @Test
    void an_end_fact_holds_the_whole_stay() {
        event(0, joined(ALICE, LAPTOP, LOUNGE));
        speaking(1, ALICE, true);
        speaking(3, ALICE, false);
        event(4, muted(ALICE, LAPTOP, true));
        event(9, left(ALICE, LAPTOP));
        VoiceChange.Left end = last(VoiceChange.Left.class);
        assertThat(end.why()).isEqualTo(EndReason.LEFT);
        assertThat(end.stay().began()).isEqualTo(START);
        assertThat(end.stay().ended()).isEqualTo(START.plusSeconds(9));
        assertThat(end.stay().secondsSpoken()).isEqualTo(2.0);
        assertThat(end.stay().secondsMuted()).isEqualTo(5.0);
    }

    @Test
    void a_leave_has_the_same_number_whether_or_not_the_person_was_speaking() {
        event(0, joined(ALICE, LAPTOP, LOUNGE));
        speaking(1, ALICE, true);
        event(4, left(ALICE, LAPTOP));
        assertThat(last(VoiceChange.Left.class).cause().index()).isZero();
        assertThat(last(VoiceChange.Spoke.class).cause().index()).isEqualTo(1);
    }

    @Test
    void after_an_expiry_nothing_counts_beyond_the_last_sign_of_life() {
        event(0, joined(ALICE, LAPTOP, LOUNGE));
        event(1, muted(ALICE, LAPTOP, true));
        event(9, muted(ALICE, LAPTOP, false));
        event(31, new VoiceEvent.Expired(ALICE, LAPTOP, START.plusSeconds(4), 9));
        EndedStay stay = last(VoiceChange.Left.class).stay();
        assertThat(stay.ended()).isEqualTo(START.plusSeconds(4));
        assertThat(stay.secondsMuted()).isLessThanOrEqualTo(4.0);
    }

    @Test
    void a_move_ends_one_stay_and_begins_the_next_in_one_call() {
        event(0, joined(ALICE, LAPTOP, LOUNGE));
        speaking(1, ALICE, true);
        event(3, joined(ALICE, LAPTOP, MUSIC));
        VoiceChange.Moved moved = last(VoiceChange.Moved.class);
        assertThat(moved.callId()).isEqualTo("3-0");
        assertThat(moved.stay().channel()).isEqualTo(LOUNGE);
        assertThat(moved.stay().secondsSpoken()).isEqualTo(2.0);
        event(5, left(ALICE, LAPTOP));
        assertThat(last(VoiceChange.Left.class).stay().channel()).isEqualTo(MUSIC);
        assertThat(last(VoiceChange.Left.class).callBegan()).isEqualTo(START);
    }

    @Test
    void a_replacement_ends_one_call_and_begins_another() {
        event(0, joined(ALICE, LAPTOP, LOUNGE));
        event(3, joined(ALICE, PHONE, LOUNGE));
        assertThat(last(VoiceChange.Left.class).why()).isEqualTo(EndReason.REPLACED);
        assertThat(last(VoiceChange.Joined.class).callId()).isEqualTo("3-3");
        assertThat(rows).singleElement().satisfies(row -> assertThat(row.row()).isNotNull());
    }

    @Test
    void a_tombstone_says_why_the_person_went() {
        event(0, joined(ALICE, LAPTOP, LOUNGE));
        event(9, new VoiceEvent.MemberRemoved(ALICE, 7));
        assertThat(rows)
                .singleElement()
                .satisfies(row -> assertThat(row.change()).isEqualTo("removed"));
    }

    @Test
    void a_refusal_rewrites_the_row_as_it_is_for_the_socket_that_asked() {
        event(0, join(ALICE, LAPTOP, LOUNGE, 1, 0, null));
        event(1, join(BOB, PHONE, LOUNGE, 1, 0, null));
        assertThat(rows).singleElement().satisfies(row -> {
            assertThat(row.user()).isEqualTo(BOB);
            assertThat(row.row()).isNull();
            assertThat(Objects.requireNonNull(row.refusal())).hasToString("phone-wire channel-full");
        });
    }

    @Test
    void facts_of_one_event_have_causes_of_their_own() {
        event(0, joined(ALICE, LAPTOP, LOUNGE));
        speaking(1, ALICE, true);
        event(3, joined(ALICE, PHONE, LOUNGE));
        assertThat(facts.stream().map(VoiceChange::cause)).doesNotHaveDuplicates();
    }

    private void event(long offset, VoiceEvent event) {
        take(LiveFold.event(GUILD, guild, at(offset, event)));
    }

    private void speaking(long offset, UserId user, boolean on) {
        take(LiveFold.speaking(GUILD, guild, spoken(offset, user, LAPTOP, on)));
    }

    private void silence(long offset) {
        VoiceSignal.Tick tick = new VoiceSignal.Tick(GATEWAY, List.of());
        Cause cause = new Cause("voice.signals", 3, offset, 0);
        take(LiveFold.silence(GUILD, guild, new Recorded<>(cause, START.plusSeconds(offset), tick)));
    }

    private void take(Outcome outcome) {
        guild = outcome.next();
        rows = outcome.rows();
        facts.addAll(outcome.facts());
    }

    private boolean shown(UserId user) {
        return Objects.requireNonNull(guild.row(user)).speaking();
    }

    private <F extends VoiceChange> F last(Class<F> type) {
        return facts.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .reduce((a, b) -> b)
                .orElseThrow();
    }
}
