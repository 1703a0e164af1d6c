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
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Rules 4 and 5: what takes a person out, and what does not. */
class DepartureRulesTest {
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

    @Test
    void media_never_removes_presence() {
        given(joined(ALICE, LAPTOP, LOUNGE))
                .when(new VoiceEvent.MediaObserved("wh-1", "participant_left", LOUNGE, ALICE, LAPTOP))
                .thenNothing(NoEffect.OBSERVATION)
                .andPresent(ALICE, LOUNGE, LAPTOP);
    }
}
