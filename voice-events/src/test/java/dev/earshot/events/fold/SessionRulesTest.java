package dev.earshot.events.fold;

import static dev.earshot.events.fold.Cast.*;
import static dev.earshot.events.fold.GivenGuild.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.events.id.ConnectionId;
import dev.earshot.events.presence.RefusalCode;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Rules 1 to 3: a person is in one channel, and one of their sessions, by one socket, speaks for them. */
class SessionRulesTest {
    @Nested
    class Rule_1_one_channel_a_user {
        @Test
        void a_join_elsewhere_is_one_move() {
            given(joined(ALICE, LAPTOP, LOUNGE))
                    .when(joined(ALICE, LAPTOP, MUSIC))
                    .then(Change.Moved.class, moved -> {
                        assertThat(moved.before().channel()).isEqualTo(LOUNGE);
                        assertThat(moved.after().channel()).isEqualTo(MUSIC);
                        assertThat(moved.after().callId())
                                .isEqualTo(moved.before().callId());
                    })
                    .andPresent(ALICE, MUSIC, LAPTOP);
        }

        @Test
        void rapid_switching_leaves_one_presence() {
            GuildPresence state = given(
                            joined(ALICE, LAPTOP, LOUNGE), joined(ALICE, LAPTOP, MUSIC), joined(ALICE, LAPTOP, LOUNGE))
                    .andPresent(ALICE, LOUNGE, LAPTOP)
                    .state();
            assertThat(state.members()).hasSize(1);
            assertThat(state.taken(LOUNGE)).isEqualTo(1);
            assertThat(state.taken(MUSIC)).isZero();
        }
    }

    @Nested
    class Rule_2_the_latest_session_wins {
        @Test
        void a_second_session_replaces_the_first_in_a_new_call() {
            given(joined(ALICE, LAPTOP, LOUNGE))
                    .when(joined(ALICE, PHONE, LOUNGE))
                    .then(
                            Change.Replaced.class,
                            replaced -> assertThat(replaced.after().callId())
                                    .isNotEqualTo(replaced.before().callId()))
                    .andPresent(ALICE, LOUNGE, PHONE);
        }

        @Test
        void an_automatic_rejoin_of_a_replaced_session_is_refused() {
            given(joined(ALICE, LAPTOP, LOUNGE), joined(ALICE, PHONE, LOUNGE))
                    .when(join(ALICE, LAPTOP, LOUNGE, 0, 0, LAPTOP))
                    .thenRefused(RefusalCode.REPLACED)
                    .andPresent(ALICE, LOUNGE, PHONE);
        }

        @Test
        void an_automatic_rejoin_after_expiry_is_accepted() {
            given(joined(ALICE, LAPTOP, LOUNGE), expired(ALICE, LAPTOP, 0))
                    .when(join(ALICE, PHONE, LOUNGE, 0, 0, LAPTOP))
                    .then(
                            Change.Joined.class,
                            joined -> assertThat(joined.member().callId()).isEqualTo("3-2"));
        }

        @Test
        void an_automatic_rejoin_after_a_clean_leave_is_refused() {
            given(joined(ALICE, LAPTOP, LOUNGE), left(ALICE, LAPTOP))
                    .when(join(ALICE, PHONE, LOUNGE, 0, 0, LAPTOP))
                    .thenRefused(RefusalCode.REPLACED)
                    .andAbsent(ALICE);
        }

        @Test
        void an_automatic_rejoin_of_the_current_session_goes_on_with_its_call() {
            given(joined(ALICE, LAPTOP, LOUNGE))
                    .when(join(ALICE, PHONE, LOUNGE, 0, 0, LAPTOP))
                    .then(
                            Change.Altered.class,
                            altered -> assertThat(altered.after().callId())
                                    .isEqualTo(altered.before().callId()))
                    .andPresent(ALICE, LOUNGE, PHONE);
        }

        @Test
        void a_refresh_after_sleep_does_not_resurrect_a_member_who_is_elsewhere() {
            given(
                            joined(ALICE, LAPTOP, LOUNGE),
                            expired(ALICE, LAPTOP, 0),
                            joined(ALICE, PHONE, MUSIC),
                            left(ALICE, PHONE))
                    .when(join(ALICE, LAPTOP, LOUNGE, 0, 0, LAPTOP))
                    .thenRefused(RefusalCode.REPLACED)
                    .andAbsent(ALICE);
        }
    }

    @Nested
    class Rule_3_only_the_current_session_and_connection_speak {
        @Test
        void a_late_leave_of_a_replaced_session_removes_nobody() {
            given(joined(ALICE, LAPTOP, LOUNGE), joined(ALICE, PHONE, LOUNGE))
                    .when(left(ALICE, LAPTOP))
                    .thenNothing(NoEffect.OLD_SESSION)
                    .andPresent(ALICE, LOUNGE, PHONE);
        }

        @Test
        void a_late_disconnect_of_a_socket_left_behind_dims_nobody() {
            given(joined(ALICE, LAPTOP, LOUNGE), resumed(ALICE, LAPTOP, new ConnectionId("second")))
                    .when(disconnected(ALICE, LAPTOP))
                    .thenNothing(NoEffect.OLD_CONNECTION);
        }

        @Test
        void a_mute_of_a_socket_left_behind_is_ignored() {
            given(joined(ALICE, LAPTOP, LOUNGE), resumed(ALICE, LAPTOP, new ConnectionId("second")))
                    .when(muted(ALICE, LAPTOP, true))
                    .thenNothing(NoEffect.OLD_CONNECTION);
        }

        @Test
        void an_old_expiry_removes_no_new_session() {
            given(joined(ALICE, LAPTOP, LOUNGE), joined(ALICE, PHONE, LOUNGE))
                    .when(expired(ALICE, LAPTOP, 0))
                    .thenNothing(NoEffect.OLD_SESSION)
                    .andPresent(ALICE, LOUNGE, PHONE);
        }
    }

    @Test
    void a_mute_that_is_so_already_changes_nothing() {
        given(joined(ALICE, LAPTOP, LOUNGE), muted(ALICE, LAPTOP, true))
                .when(muted(ALICE, LAPTOP, true))
                .thenNothing(NoEffect.NOTHING_NEW);
    }
}
