package dev.earshot.events.fold;

import static dev.earshot.events.fold.Cast.*;
import static dev.earshot.events.fold.GivenGuild.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.events.presence.RefusalCode;
import dev.earshot.events.voice.VoiceEvent;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Rules 6 and 7: what a guild decides about its people: who is muted for everybody, who finds a seat, who is removed. */
class GuildRulesTest {
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
}
