package dev.earshot.projector.lease;

import static dev.earshot.projector.Cast.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.events.signal.VoiceSignal;
import dev.earshot.events.voice.Moderation;
import dev.earshot.events.voice.VoiceEvent;
import org.junit.jupiter.api.Test;

class LeaseBookTest {
    private static final VoiceSignal.Tick TICK = tick(GATEWAY);

    private final GivenLeases leases = new GivenLeases();

    @Test
    void a_lease_ends_30_s_after_the_join_if_nothing_is_heard() {
        leases.event(joined(ALICE, LAPTOP, LOUNGE));
        assertThat(leases.ticks(29, TICK).due()).isEmpty();
        assertThat(leases.ticks(1, TICK).due()).containsExactly(ALICE);
    }

    @Test
    void a_tick_that_heard_the_session_renews_its_lease_from_when_it_was_heard() {
        leases.event(joined(ALICE, LAPTOP, LOUNGE)).ticks(14, TICK);
        leases.tickAfter(1, tick(GATEWAY, heard(ALICE, LAPTOP, 400)));
        assertThat(leases.tickAfter(29.5, TICK).due()).isEmpty();
        assertThat(leases.tickAfter(0.1, TICK).due()).containsExactly(ALICE);
    }

    @Test
    void a_ghost_is_due_within_31_s_of_its_last_sign_of_life() {
        leases.event(joined(ALICE, LAPTOP, LOUNGE)).ticks(9, TICK);
        // Heard just after the tick before, so this one says it 999 ms late.
        leases.tickAfter(1, tick(GATEWAY, heard(ALICE, LAPTOP, 999)));
        assertThat(leases.ticks(30, TICK).due()).containsExactly(ALICE);
    }

    @Test
    void a_tick_that_heard_somebody_is_counted_before_anybody_is_due() {
        leases.event(joined(ALICE, LAPTOP, LOUNGE)).ticks(29, TICK);
        assertThat(leases.tickAfter(1, tick(GATEWAY, heard(ALICE, LAPTOP, 10))).due())
                .isEmpty();
    }

    @Test
    void an_older_hearing_never_shortens_a_lease() {
        leases.event(joined(ALICE, LAPTOP, LOUNGE)).tickAfter(1, tick(GATEWAY, heard(ALICE, LAPTOP, 25_000)));
        assertThat(leases.tickAfter(28.9, TICK).due()).isEmpty();
    }

    @Test
    void hearing_another_session_of_the_person_renews_nothing() {
        leases.event(joined(ALICE, LAPTOP, LOUNGE));
        leases.tickAfter(15, TICK).tickAfter(14, tick(GATEWAY, heard(ALICE, PHONE, 0)));
        assertThat(leases.tickAfter(1, TICK).due()).containsExactly(ALICE);
    }

    @Test
    void any_word_of_the_session_in_the_log_renews_its_lease() {
        leases.event(joined(ALICE, LAPTOP, LOUNGE)).ticks(20, TICK);
        leases.event(muted(ALICE, LAPTOP, true));
        assertThat(leases.ticks(29, TICK).due()).isEmpty();
        assertThat(leases.ticks(1, TICK).due()).containsExactly(ALICE);
    }

    @Test
    void a_moderators_word_about_somebody_is_no_sign_of_their_life() {
        leases.event(joined(ALICE, LAPTOP, LOUNGE)).ticks(20, TICK);
        leases.event(new VoiceEvent.Moderated(ALICE, BOB, new Moderation(true, false)));
        assertThat(leases.ticks(10, TICK).due()).containsExactly(ALICE);
    }

    @Test
    void a_verdict_that_the_log_refused_is_followed_by_another_one_a_lease_later() {
        leases.event(joined(ALICE, LAPTOP, LOUNGE)).ticks(30, TICK).decide(ALICE);
        leases.verdictRefused(ALICE);
        assertThat(leases.ticks(29, TICK).due()).isEmpty();
        assertThat(leases.ticks(1, TICK).due()).containsExactly(ALICE);
    }

    @Test
    void a_socket_that_breaks_neither_shortens_nor_renews_the_lease() {
        leases.event(joined(ALICE, LAPTOP, LOUNGE)).ticks(20, TICK);
        leases.event(disconnected(ALICE, LAPTOP, false));
        assertThat(leases.ticks(9, TICK).due()).isEmpty();
        assertThat(leases.ticks(1, TICK).due()).containsExactly(ALICE);
    }

    @Test
    void a_close_that_the_client_began_leaves_5_s() {
        leases.event(joined(ALICE, LAPTOP, LOUNGE)).event(disconnected(ALICE, LAPTOP, true));
        assertThat(leases.ticks(4, TICK).due()).isEmpty();
        assertThat(leases.ticks(1, TICK).due()).containsExactly(ALICE);
    }

    @Test
    void a_close_that_the_client_began_never_lengthens_a_lease() {
        leases.event(joined(ALICE, LAPTOP, LOUNGE)).ticks(28, TICK).event(disconnected(ALICE, LAPTOP, true));
        assertThat(leases.ticks(2, TICK).due()).containsExactly(ALICE);
    }

    @Test
    void what_was_heard_before_the_close_does_not_undo_the_close() {
        leases.event(joined(ALICE, LAPTOP, LOUNGE)).event(disconnected(ALICE, LAPTOP, true));
        leases.tickAfter(1, tick(GATEWAY, heard(ALICE, LAPTOP, 900)));
        assertThat(leases.ticks(4, TICK).due()).containsExactly(ALICE);
    }

    @Test
    void a_resume_after_the_close_has_a_full_lease() {
        leases.event(joined(ALICE, LAPTOP, LOUNGE)).event(disconnected(ALICE, LAPTOP, true));
        leases.ticks(3, TICK).event(resumed(ALICE, LAPTOP, GATEWAY));
        assertThat(leases.ticks(29, TICK).due()).isEmpty();
    }

    @Test
    void whoever_left_has_no_lease() {
        leases.event(joined(ALICE, LAPTOP, LOUNGE)).event(left(ALICE, LAPTOP));
        assertThat(leases.ticks(60, TICK).due()).isEmpty();
    }

    @Test
    void whoever_is_replaced_hands_no_lease_on() {
        leases.event(joined(ALICE, LAPTOP, LOUNGE)).ticks(25, TICK).event(joined(ALICE, PHONE, LOUNGE));
        assertThat(leases.ticks(29, TICK).due()).isEmpty();
        assertThat(leases.ticks(1, TICK).due()).containsExactly(ALICE);
    }

    @Test
    void everybody_in_a_closed_channel_loses_their_lease() {
        leases.event(joined(ALICE, LAPTOP, LOUNGE)).event(new VoiceEvent.ChannelClosed(LOUNGE, 1));
        assertThat(leases.ticks(60, TICK).due()).isEmpty();
    }

    @Test
    void a_verdict_carries_the_last_sign_of_life_and_the_sessions_last_record() {
        leases.event(joined(BOB, PHONE, LOUNGE)).event(joined(ALICE, LAPTOP, LOUNGE));
        leases.ticks(9, TICK).tickAfter(1, tick(GATEWAY, heard(ALICE, LAPTOP, 300)));
        leases.ticks(30, TICK);
        VoiceEvent.Expired verdict = leases.decide(ALICE);
        assertThat(verdict.session()).isEqualTo(LAPTOP);
        assertThat(verdict.lastHeard()).isEqualTo(START.plusSeconds(10).minusMillis(300));
        assertThat(verdict.lastOffset()).isEqualTo(1);
    }

    @Test
    void there_is_one_verdict_a_lease() {
        leases.event(joined(ALICE, LAPTOP, LOUNGE)).ticks(30, TICK).decide(ALICE);
        assertThat(leases.ticks(100, TICK).due()).isEmpty();
    }

    @Test
    void a_hearing_after_the_verdict_neither_stops_it_nor_makes_another() {
        leases.event(joined(ALICE, LAPTOP, LOUNGE)).ticks(30, TICK).decide(ALICE);
        leases.tickAfter(1, tick(GATEWAY, heard(ALICE, LAPTOP, 0)));
        assertThat(leases.ticks(100, TICK).due()).isEmpty();
    }

    @Test
    void a_void_verdict_starts_the_lease_anew() {
        leases.event(joined(ALICE, LAPTOP, LOUNGE)).ticks(30, TICK);
        VoiceEvent.Expired verdict = leases.decide(ALICE);
        // The socket broke just then: a later record of the session, though no sign of life.
        leases.event(disconnected(ALICE, LAPTOP, false)).event(verdict);
        assertThat(leases.ticks(29, TICK).due()).isEmpty();
        assertThat(leases.ticks(1, TICK).due()).containsExactly(ALICE);
    }

    @Test
    void a_lost_gateways_people_get_one_fresh_lease_when_another_gateways_tick_shows_it() {
        leases.event(joined(ALICE, LAPTOP, LOUNGE)).ticks(20, TICK);
        // Silent from here on; the other one's fourth tick is the first one past 3 s.
        leases.ticks(4, tick(OTHER_GATEWAY));
        assertThat(leases.ticks(29, tick(OTHER_GATEWAY)).due()).isEmpty();
        assertThat(leases.ticks(1, tick(OTHER_GATEWAY)).due()).containsExactly(ALICE);
    }

    @Test
    void a_gateway_that_misses_two_ticks_is_not_lost() {
        leases.event(joined(ALICE, LAPTOP, LOUNGE)).ticks(20, TICK);
        leases.ticks(3, tick(OTHER_GATEWAY)).ticks(6, TICK);
        assertThat(leases.ticks(1, TICK).due()).containsExactly(ALICE);
    }

    @Test
    void people_of_a_gateway_that_lives_get_nothing_from_anothers_loss() {
        leases.event(joined(ALICE, LAPTOP, LOUNGE))
                .tickAfter(0, tick(OTHER_GATEWAY))
                .ticks(29, TICK);
        assertThat(leases.ticks(1, TICK).due()).containsExactly(ALICE);
    }

    @Test
    void whoever_resumed_elsewhere_before_the_loss_gets_nothing_from_it() {
        leases.event(joined(ALICE, LAPTOP, LOUNGE)).tickAfter(0, TICK);
        leases.event(resumed(ALICE, LAPTOP, OTHER_GATEWAY));
        assertThat(leases.ticks(29, tick(OTHER_GATEWAY)).due()).isEmpty();
        assertThat(leases.ticks(1, tick(OTHER_GATEWAY)).due()).containsExactly(ALICE);
    }

    @Test
    void a_gateway_lost_over_and_over_saves_nobody_twice_unheard() {
        leases.event(joined(ALICE, LAPTOP, LOUNGE)).ticks(1, TICK);
        leases.ticks(4, tick(OTHER_GATEWAY)).ticks(1, TICK);
        leases.ticks(28, tick(OTHER_GATEWAY));
        assertThat(leases.ticks(1, tick(OTHER_GATEWAY)).due()).containsExactly(ALICE);
    }

    @Test
    void a_gateway_that_dies_before_its_first_tick_is_lost_all_the_same() {
        leases.event(joined(ALICE, LAPTOP, LOUNGE, GATEWAY, 0)).ticks(4, tick(OTHER_GATEWAY));
        assertThat(leases.ticks(29, tick(OTHER_GATEWAY)).due()).isEmpty();
        assertThat(leases.ticks(1, tick(OTHER_GATEWAY)).due()).containsExactly(ALICE);
    }

    @Test
    void after_a_restart_of_the_projector_every_lease_starts_afresh() {
        leases.event(joined(ALICE, LAPTOP, LOUNGE)).ticks(29, TICK).restartProjector();
        assertThat(leases.ticks(29, TICK).due()).isEmpty();
        assertThat(leases.ticks(1, TICK).due()).containsExactly(ALICE);
    }

    @Test
    void a_tab_closed_just_after_a_restart_still_has_5_s() {
        leases.event(joined(ALICE, LAPTOP, LOUNGE)).restartProjector();
        leases.event(disconnected(ALICE, LAPTOP, true));
        assertThat(leases.ticks(5, TICK).due()).containsExactly(ALICE);
    }
}
