package dev.earshot.gateway.socket;

import static dev.earshot.gateway.socket.Cast.*;
import static dev.earshot.gateway.wire.Rows.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.voice.AudioState;
import dev.earshot.events.voice.LeftWhy;
import dev.earshot.events.voice.OwnState;
import dev.earshot.events.voice.VoiceEvent;
import dev.earshot.gateway.directory.GuildView;
import dev.earshot.gateway.wire.ClientFrame;
import dev.earshot.gateway.wire.SocketError;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommandDeciderTest {
    private static final Optional<GuildView> MINE = Optional.of(guild(DEMO, ALICE));

    @Test
    void a_join_carries_all_that_the_fold_must_know() {
        ClientFrame.Join join = new ClientFrame.Join(1, DEMO, LOUNGE, true, false, new SessionId("s-old"), "ui/1");
        Decision.Append append = append(CommandDecider.join(NOWHERE, join, MINE));
        assertThat(append.events())
                .containsExactly(new Decision.Addressed(
                        DEMO,
                        new VoiceEvent.Joined(
                                ALICE,
                                NOWHERE.session(),
                                NOWHERE.connection(),
                                NOWHERE.gateway(),
                                LOUNGE,
                                25,
                                NOWHERE.profile(),
                                true,
                                false,
                                SECRET.hash(),
                                44,
                                new SessionId("s-old"),
                                "ui/1")));
        assertThat(append.placement()).isEqualTo(Placement.asked(DEMO, LOUNGE, OwnState.joining(true, false)));
    }

    @Test
    void the_secret_itself_is_in_no_event() {
        assertThat(append(join(NOWHERE, LOUNGE, MINE)).events().toString()).doesNotContain("hush");
    }

    @Test
    void a_guild_that_is_not_ones_own_looks_like_one_that_is_not_there() {
        assertThat(refused(join(NOWHERE, LOUNGE, Optional.empty()))).isEqualTo(SocketError.NO_SUCH_GUILD);
        assertThat(refused(join(NOWHERE, LOUNGE, Optional.of(guild(DEMO, BOB)))))
                .isEqualTo(SocketError.NO_SUCH_GUILD);
    }

    @Test
    void a_channel_of_another_guild_is_no_channel_of_this_one() {
        assertThat(refused(join(NOWHERE, new ChannelId("elsewhere"), MINE))).isEqualTo(SocketError.NO_SUCH_CHANNEL);
    }

    @Test
    void nobody_talks_in_a_text_channel() {
        assertThat(refused(join(NOWHERE, GENERAL, MINE))).isEqualTo(SocketError.NOT_A_VOICE_CHANNEL);
    }

    @Test
    void a_move_within_the_guild_is_one_event() {
        assertThat(append(join(in(DEMO, STANDUP), LOUNGE, MINE)).events())
                .singleElement()
                .satisfies(only -> assertThat(only.event()).isInstanceOf(VoiceEvent.Joined.class));
    }

    @Test
    void changing_the_guild_leaves_the_old_one_first() {
        Decision.Append append = append(join(in(OTHER, STANDUP), LOUNGE, MINE));
        assertThat(append.events()).hasSize(2);
        assertThat(append.events().getFirst())
                .isEqualTo(new Decision.Addressed(
                        OTHER, new VoiceEvent.Left(ALICE, NOWHERE.session(), NOWHERE.connection(), LeftWhy.ASKED)));
        assertThat(append.events().getLast().guild()).isEqualTo(DEMO);
    }

    @Test
    void leaving_from_nowhere_is_done_already() {
        assertThat(CommandDecider.leave(NOWHERE)).isEqualTo(new Decision.Acknowledge());
        assertThat(append(CommandDecider.leave(in(DEMO, LOUNGE))).placement()).isNull();
    }

    @Test
    void a_leave_goes_to_the_log_even_when_presence_shows_the_session_no_more() {
        SessionState gone = in(DEMO, LOUNGE).ended();
        assertThat(gone.placement()).isNull();
        assertThat(append(CommandDecider.leave(gone)).events())
                .containsExactly(new Decision.Addressed(
                        DEMO, new VoiceEvent.Left(ALICE, NOWHERE.session(), NOWHERE.connection(), LeftWhy.ASKED)));
        assertThat(append(CommandDecider.leave(gone.ended())).events()).hasSize(1);
        assertThat(CommandDecider.leave(gone.with((Placement) null))).isEqualTo(new Decision.Acknowledge());
    }

    @Test
    void switches_are_whole_and_audio_stays_what_was_said_last() {
        SessionState listening =
                NOWHERE.with(Objects.requireNonNull(in(DEMO, LOUNGE).placement())
                        .with(new OwnState(false, false, false, false, AudioState.LISTEN_ONLY)));
        ClientFrame.State mute = new ClientFrame.State(1, true, true, null, false, false);
        Decision.Append append = append(CommandDecider.state(listening, mute));
        assertThat(append.events().getFirst().event())
                .isInstanceOfSatisfying(
                        VoiceEvent.StateSet.class,
                        set -> assertThat(set.own())
                                .isEqualTo(new OwnState(true, true, false, false, AudioState.LISTEN_ONLY)));
    }

    @Test
    void switches_of_somebody_in_no_channel_are_refused() {
        assertThat(refused(CommandDecider.state(NOWHERE, new ClientFrame.State(1, true, false, null, false, false))))
                .isEqualTo(SocketError.NOT_IN_A_CHANNEL);
    }

    @Test
    void cameras_and_screens_are_refused_until_there_is_video() {
        SessionState here = in(DEMO, LOUNGE);
        assertThat(refused(CommandDecider.state(here, new ClientFrame.State(1, false, false, null, true, false))))
                .isEqualTo(SocketError.NO_VIDEO_YET);
        assertThat(refused(CommandDecider.state(here, new ClientFrame.State(1, false, false, null, false, true))))
                .isEqualTo(SocketError.NO_VIDEO_YET);
    }

    private static Decision join(SessionState session, ChannelId channel, Optional<GuildView> guild) {
        GuildId named = DEMO;
        return CommandDecider.join(session, new ClientFrame.Join(1, named, channel, false, false, null, ""), guild);
    }

    private static Decision.Append append(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Append.class);
        return (Decision.Append) decision;
    }

    private static SocketError refused(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Refuse.class);
        return ((Decision.Refuse) decision).error();
    }
}
