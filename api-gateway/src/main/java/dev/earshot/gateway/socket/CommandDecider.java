package dev.earshot.gateway.socket;

import dev.earshot.events.directory.ChannelKind;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.voice.LeftWhy;
import dev.earshot.events.voice.OwnState;
import dev.earshot.events.voice.VoiceEvent;
import dev.earshot.gateway.directory.Channel;
import dev.earshot.gateway.directory.GuildView;
import dev.earshot.gateway.directory.Permission;
import dev.earshot.gateway.wire.ClientFrame;
import dev.earshot.gateway.wire.SocketError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a command becomes. Pure. A gateway decides what it can know for certain: identity, membership, permission. What needs the
 * one true order of the log (the last seat, which of two sessions won) it leaves to the fold.
 */
final class CommandDecider {
    private CommandDecider() {}

    /** @param guild the guild that is named, empty if there is none by that name */
    static Decision join(SessionState session, ClientFrame.Join join, Optional<GuildView> guild) {
        GuildView view = guild.filter(g -> g.isMember(session.user())).orElse(null);
        if (view == null) return Decision.Refuse.because(SocketError.NO_SUCH_GUILD);
        Channel channel = view.channels().get(join.channel());
        Set<Permission> may = view.permissions(session.user(), join.channel());
        if (channel == null || !may.contains(Permission.VIEW)) {
            return Decision.Refuse.because(SocketError.NO_SUCH_CHANNEL);
        }
        if (channel.kind() != ChannelKind.VOICE) return Decision.Refuse.because(SocketError.NOT_A_VOICE_CHANNEL);
        if (!may.contains(Permission.CONNECT)) return Decision.Refuse.because(SocketError.NOT_ALLOWED);

        List<Decision.Addressed> events = new ArrayList<>(2);
        Placement old = session.placement();
        // A session is in one channel overall. Guilds are folded apart, so only a leave that the log has makes room
        // for the join elsewhere.
        if (old != null && !old.guild().equals(join.guild())) {
            events.add(new Decision.Addressed(old.guild(), left(session, LeftWhy.ASKED)));
        }
        events.add(new Decision.Addressed(join.guild(), joined(session, join, channel, view)));
        OwnState own = OwnState.joining(join.muted(), join.deafened());
        return new Decision.Append(events, Placement.asked(join.guild(), join.channel(), own));
    }

    static Decision leave(SessionState session) {
        Placement here = session.placement();
        // A row that is gone may be written again, by a repair of the table: only the log has the last word on a stay.
        GuildId guild = here == null ? session.endedIn() : here.guild();
        if (guild == null) return new Decision.Acknowledge();
        return new Decision.Append(List.of(new Decision.Addressed(guild, left(session, LeftWhy.ASKED))), null);
    }

    static Decision state(SessionState session, ClientFrame.State state) {
        Placement here = session.placement();
        if (here == null) return Decision.Refuse.because(SocketError.NOT_IN_A_CHANNEL);
        if (state.camera() || state.screen()) return Decision.Refuse.because(SocketError.NO_VIDEO_YET);
        OwnState own = new OwnState(
                state.muted(),
                state.deafened(),
                false,
                false,
                state.audio() == null ? here.own().audio() : state.audio());
        VoiceEvent set = new VoiceEvent.StateSet(session.user(), session.session(), session.connection(), own);
        return new Decision.Append(List.of(new Decision.Addressed(here.guild(), set)), here.with(own));
    }

    static VoiceEvent left(SessionState session, LeftWhy why) {
        return new VoiceEvent.Left(session.user(), session.session(), session.connection(), why);
    }

    private static VoiceEvent joined(SessionState session, ClientFrame.Join join, Channel channel, GuildView view) {
        return new VoiceEvent.Joined(
                session.user(),
                session.session(),
                session.connection(),
                session.gateway(),
                join.channel(),
                channel.seats(),
                session.profile(),
                join.muted(),
                join.deafened(),
                session.secret().hash(),
                view.offset(),
                join.continues(),
                join.client());
    }
}
