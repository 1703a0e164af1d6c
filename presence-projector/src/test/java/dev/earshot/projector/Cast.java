package dev.earshot.projector;

import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.ConnectionId;
import dev.earshot.events.id.GatewayId;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.signal.VoiceSignal;
import dev.earshot.events.voice.AudioState;
import dev.earshot.events.voice.LeftWhy;
import dev.earshot.events.voice.OwnState;
import dev.earshot.events.voice.Profile;
import dev.earshot.events.voice.VoiceEvent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The small cast that every test of the projector plays with. */
public final class Cast {
    public static final GuildId GUILD = new GuildId("demo");
    public static final GuildId OTHER_GUILD = new GuildId("other");
    public static final UserId ALICE = new UserId("alice");
    public static final UserId BOB = new UserId("bob");
    public static final SessionId LAPTOP = new SessionId("laptop");
    public static final SessionId PHONE = new SessionId("phone");
    public static final ChannelId LOUNGE = new ChannelId("lounge");
    public static final ChannelId MUSIC = new ChannelId("music");
    public static final GatewayId GATEWAY = new GatewayId("gw-1");
    public static final GatewayId OTHER_GATEWAY = new GatewayId("gw-2");
    public static final Instant START = Instant.parse("2026-01-01T14:00:00Z");

    private Cast() {}

    public static ConnectionId wire(SessionId session) {
        return new ConnectionId(session.value() + "-wire");
    }

    public static VoiceEvent.Joined joined(UserId user, SessionId session, ChannelId channel) {
        return joined(user, session, channel, GATEWAY, 0);
    }

    public static VoiceEvent.Joined joined(
            UserId user, SessionId session, ChannelId channel, GatewayId gateway, int seats) {
        return joined(user, session, channel, gateway, seats, 0, null);
    }

    public static VoiceEvent.Joined joined(
            UserId user,
            SessionId session,
            ChannelId channel,
            GatewayId gateway,
            int seats,
            long directoryOffset,
            @Nullable SessionId continues) {
        return new VoiceEvent.Joined(
                user,
                session,
                wire(session),
                gateway,
                channel,
                seats,
                new Profile(user.value(), null),
                false,
                false,
                "hash-of-" + session,
                directoryOffset,
                continues,
                "test");
    }

    public static VoiceEvent.Left left(UserId user, SessionId session) {
        return new VoiceEvent.Left(user, session, wire(session), LeftWhy.ASKED);
    }

    public static VoiceEvent.Disconnected disconnected(UserId user, SessionId session, boolean byClient) {
        return new VoiceEvent.Disconnected(user, session, wire(session), byClient);
    }

    public static VoiceEvent.Resumed resumed(UserId user, SessionId session, GatewayId gateway) {
        return new VoiceEvent.Resumed(user, session, wire(session), gateway, "test");
    }

    public static VoiceEvent.StateSet muted(UserId user, SessionId session, boolean muted) {
        OwnState own = new OwnState(muted, false, false, false, AudioState.ON);
        return new VoiceEvent.StateSet(user, session, wire(session), own);
    }

    public static VoiceSignal.Speaking speaking(UserId user, SessionId session, boolean speaking) {
        return new VoiceSignal.Speaking(user, session, wire(session), speaking);
    }

    public static VoiceSignal.Tick tick(GatewayId gateway, VoiceSignal.Heard... heard) {
        return new VoiceSignal.Tick(gateway, List.of(heard));
    }

    public static VoiceSignal.Heard heard(UserId user, SessionId session, long agoMs) {
        return new VoiceSignal.Heard(GUILD, user, session, agoMs);
    }
}
