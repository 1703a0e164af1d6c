package dev.earshot.events.fold;

import static dev.earshot.events.fold.Cast.*;
import static dev.earshot.events.fold.GivenGuild.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.events.change.EndReason;
import dev.earshot.events.id.ConnectionId;
import dev.earshot.events.presence.Connection;
import dev.earshot.events.presence.RefusalCode;
import dev.earshot.events.voice.LeftWhy;
import dev.earshot.events.voice.VoiceEvent;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The rules of the fold in the order of the design, side by side: each is read against the ones before it. */
class PresenceFoldTest {
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

    @Nested
    class Rule_4_leaving_and_coming_back {
        @Test
        void a_clean_leave_acts_at_once() {
            given(joined(ALICE, LAPTOP, LOUNGE))
                    .when(left(ALICE, LAPTOP))
                    .then(Change.Left.class, gone -> assertThat(gone.why()).isEqualTo(EndReason.LEFT))
                    .andAbsent(ALICE);
        }

        @Test
        void a_lost_permission_takes_the_person_out() {
            given(joined(ALICE, LAPTOP, LOUNGE))
                    .when(new VoiceEvent.Left(ALICE, LAPTOP, wire(LAPTOP), LeftWhy.PERMISSION_LOST))
                    .then(Change.Left.class, gone -> assertThat(gone.why()).isEqualTo(EndReason.PERMISSION_LOST));
        }

        @Test
        void a_socket_that_ends_dims_the_person_and_removes_nobody() {
            given(joined(ALICE, LAPTOP, LOUNGE))
                    .when(disconnected(ALICE, LAPTOP))
                    .then(
                            Change.Altered.class,
                            dimmed -> assertThat(dimmed.after().connection()).isEqualTo(Connection.RECONNECTING))
                    .andPresent(ALICE, LOUNGE, LAPTOP);
        }

        @Test
        void whoever_resumes_is_back_without_having_left() {
            given(joined(ALICE, LAPTOP, LOUNGE), disconnected(ALICE, LAPTOP))
                    .when(resumed(ALICE, LAPTOP, new ConnectionId("second")))
                    .then(Change.Altered.class, back -> {
                        assertThat(back.after().connection()).isEqualTo(Connection.LIVE);
                        assertThat(back.after().session().connectionSetAt()).isEqualTo(2);
                        assertThat(back.after().stay()).isEqualTo(back.before().stay());
                    });
        }

        @Test
        void a_resume_of_an_ended_session_is_told_so() {
            given(joined(ALICE, LAPTOP, LOUNGE), left(ALICE, LAPTOP))
                    .when(resumed(ALICE, LAPTOP, new ConnectionId("second")))
                    .thenRefused(RefusalCode.SESSION_ENDED);
        }

        @Test
        void a_resume_of_a_replaced_session_is_told_so() {
            given(joined(ALICE, LAPTOP, LOUNGE), joined(ALICE, PHONE, LOUNGE))
                    .when(resumed(ALICE, LAPTOP, new ConnectionId("second")))
                    .thenRefused(RefusalCode.REPLACED);
        }
    }

    @Nested
    class Rule_5_expiry_carries_its_evidence {
        @Test
        void an_expiry_ends_the_stay_at_the_last_sign_of_life() {
            given(joined(ALICE, LAPTOP, LOUNGE))
                    .when(expired(ALICE, LAPTOP, 0))
                    .then(Change.Left.class, gone -> {
                        assertThat(gone.why()).isEqualTo(EndReason.EXPIRED);
                        assertThat(gone.ended()).isEqualTo(START);
                    })
                    .andAbsent(ALICE);
        }

        @Test
        void an_expiry_decided_before_a_later_event_of_the_session_is_void() {
            given(joined(ALICE, LAPTOP, LOUNGE), muted(ALICE, LAPTOP, true))
                    .when(expired(ALICE, LAPTOP, 0))
                    .thenNothing(NoEffect.HEARD_SINCE)
                    .andPresent(ALICE, LOUNGE, LAPTOP);
        }

        @Test
        void saying_again_what_is_so_already_is_a_sign_of_life_too() {
            given(joined(ALICE, LAPTOP, LOUNGE), muted(ALICE, LAPTOP, true), muted(ALICE, LAPTOP, true))
                    .thenNothing(NoEffect.NOTHING_NEW)
                    .when(expired(ALICE, LAPTOP, 1))
                    .thenNothing(NoEffect.HEARD_SINCE);
        }

        @Test
        void an_expiry_written_twice_takes_the_person_out_once() {
            given(joined(ALICE, LAPTOP, LOUNGE), expired(ALICE, LAPTOP, 0))
                    .when(expired(ALICE, LAPTOP, 0))
                    .thenNothing(NoEffect.NOT_PRESENT);
        }
    }

    @Nested
    class Rule_6_moderation_belongs_to_the_member {
        @Test
        void a_server_mute_survives_a_rejoin() {
            GuildPresence state = given(
                            joined(ALICE, LAPTOP, LOUNGE),
                            serverMuted(ALICE, true),
                            left(ALICE, LAPTOP),
                            joined(ALICE, PHONE, LOUNGE))
                    .state();
            assertThat(state.user(ALICE).moderation().serverMuted()).isTrue();
        }

        @Test
        void lifting_a_server_mute_restores_the_persons_own_mute() {
            GuildPresence state = given(
                            joined(ALICE, LAPTOP, LOUNGE),
                            muted(ALICE, LAPTOP, true),
                            serverMuted(ALICE, true),
                            serverMuted(ALICE, false))
                    .state();
            assertThat(Objects.requireNonNull(state.member(ALICE)).own().muted())
                    .isTrue();
        }
    }

    @Nested
    class Rule_7_seats_and_removals {
        @Test
        void a_join_to_a_full_channel_is_refused() {
            given(join(ALICE, LAPTOP, LOUNGE, 1, 0, null))
                    .when(join(BOB, PHONE, LOUNGE, 1, 0, null))
                    .thenRefused(RefusalCode.CHANNEL_FULL)
                    .andAbsent(BOB);
        }

        @Test
        void a_refused_move_leaves_the_person_where_they_were() {
            given(join(ALICE, LAPTOP, LOUNGE, 1, 0, null), joined(BOB, PHONE, MUSIC))
                    .when(join(BOB, PHONE, LOUNGE, 1, 0, null))
                    .thenRefused(RefusalCode.CHANNEL_FULL)
                    .andPresent(BOB, MUSIC, PHONE);
        }

        @Test
        void a_person_who_holds_the_last_seat_may_come_with_another_session() {
            given(join(ALICE, LAPTOP, LOUNGE, 1, 0, null))
                    .when(join(ALICE, PHONE, LOUNGE, 1, 0, null))
                    .andPresent(ALICE, LOUNGE, PHONE);
        }

        @Test
        void a_seat_is_free_again_after_its_holder_left() {
            given(join(ALICE, LAPTOP, LOUNGE, 1, 0, null), left(ALICE, LAPTOP))
                    .when(join(BOB, PHONE, LOUNGE, 1, 0, null))
                    .andPresent(BOB, LOUNGE, PHONE);
        }

        @Test
        void closing_a_channel_removes_everybody_ghosts_too() {
            GivenGuild guild = given(
                            joined(ALICE, LAPTOP, LOUNGE),
                            joined(BOB, PHONE, LOUNGE),
                            disconnected(BOB, PHONE),
                            new VoiceEvent.ChannelClosed(LOUNGE, 7))
                    .andAbsent(ALICE)
                    .andAbsent(BOB);
            assertThat(guild.state().taken()).isEmpty();
        }

        @Test
        void only_a_join_older_than_the_closing_is_refused() {
            given(new VoiceEvent.ChannelClosed(LOUNGE, 7))
                    .when(join(ALICE, LAPTOP, LOUNGE, 0, 6, null))
                    .thenRefused(RefusalCode.CHANNEL_CLOSED)
                    .when(join(ALICE, LAPTOP, LOUNGE, 0, 8, null))
                    .andPresent(ALICE, LOUNGE, LAPTOP);
        }

        @Test
        void a_removed_member_is_out_and_a_join_in_flight_does_not_bring_them_back() {
            given(joined(ALICE, LAPTOP, LOUNGE), new VoiceEvent.MemberRemoved(ALICE, 7))
                    .andAbsent(ALICE)
                    .when(join(ALICE, LAPTOP, LOUNGE, 0, 6, null))
                    .thenRefused(RefusalCode.NOT_A_MEMBER)
                    .when(join(ALICE, LAPTOP, LOUNGE, 0, 8, null))
                    .andPresent(ALICE, LOUNGE, LAPTOP);
        }
    }

    @Test
    void media_never_removes_presence() {
        given(joined(ALICE, LAPTOP, LOUNGE))
                .when(new VoiceEvent.MediaObserved("wh-1", "participant_left", LOUNGE, ALICE, LAPTOP))
                .thenNothing(NoEffect.OBSERVATION)
                .andPresent(ALICE, LOUNGE, LAPTOP);
    }

    @Test
    void a_mute_that_is_so_already_changes_nothing() {
        given(joined(ALICE, LAPTOP, LOUNGE), muted(ALICE, LAPTOP, true))
                .when(muted(ALICE, LAPTOP, true))
                .thenNothing(NoEffect.NOTHING_NEW);
    }
}
