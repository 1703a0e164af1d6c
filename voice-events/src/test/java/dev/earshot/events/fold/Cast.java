package dev.earshot.events.fold;

import dev.earshot.events.change.Cause;
import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.ConnectionId;
import dev.earshot.events.id.GatewayId;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.signal.VoiceSignal;
import dev.earshot.events.voice.AudioState;
import dev.earshot.events.voice.LeftWhy;
import dev.earshot.events.voice.Moderation;
import dev.earshot.events.voice.OwnState;
import dev.earshot.events.voice.Profile;
import dev.earshot.events.voice.VoiceEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The small cast that every test of the fold plays with. */
final class Cast {
    static final GuildId GUILD = new GuildId("demo");
    static final UserId ALICE = new UserId("alice");
    static final UserId BOB = new UserId("bob");
    static final SessionId LAPTOP = new SessionId("laptop");
    static final SessionId PHONE = new SessionId("phone");
    static final ChannelId LOUNGE = new ChannelId("lounge");
    static final ChannelId MUSIC = new ChannelId("music");
    static final GatewayId GATEWAY = new GatewayId("gw-1");
    static final Instant START = Instant.parse("2026-01-01T14:00:00Z");

    private Cast() {}

    static ConnectionId wire(SessionId session) {
        return new ConnectionId(session.value() + "-wire");
    }

    static Recorded<VoiceEvent> at(long offset, VoiceEvent event) {
        return new Recorded<>(new Cause("voice.events", 3, offset, 0), START.plusSeconds(offset), event);
    }

    static Recorded<VoiceSignal.Speaking> spoken(long offset, UserId user, SessionId session, boolean speaking) {
        var said = new VoiceSignal.Speaking(user, session, wire(session), speaking);
        return new Recorded<>(new Cause("voice.signals", 3, offset, 0), START.plusSeconds(offset), said);
    }

    static VoiceEvent.Joined joined(UserId user, SessionId session, ChannelId channel) {
        return join(user, session, channel, 0, 0, null);
    }

    static VoiceEvent.Joined join(
            UserId user,
            SessionId session,
            ChannelId channel,
            int seats,
            long directoryOffset,
            @Nullable SessionId continues) {
        return new VoiceEvent.Joined(
                user,
                session,
                wire(session),
                GATEWAY,
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

    static VoiceEvent.Left left(UserId user, SessionId session) {
        return new VoiceEvent.Left(user, session, wire(session), LeftWhy.ASKED);
    }

    static VoiceEvent.Disconnected disconnected(UserId user, SessionId session) {
        return new VoiceEvent.Disconnected(user, session, wire(session), false);
    }

    static VoiceEvent.Resumed resumed(UserId user, SessionId session, ConnectionId connection) {
        return new VoiceEvent.Resumed(user, session, connection, GATEWAY, "test");
    }

    static VoiceEvent.StateSet muted(UserId user, SessionId session, boolean muted) {
        OwnState own = new OwnState(muted, false, false, false, AudioState.ON);
        return new VoiceEvent.StateSet(user, session, wire(session), own);
    }

    static VoiceEvent.Moderated serverMuted(UserId user, boolean muted) {
        return new VoiceEvent.Moderated(user, BOB, new Moderation(muted, false));
    }

    static VoiceEvent.Expired expired(UserId user, SessionId session, long lastOffset) {
        return new VoiceEvent.Expired(user, session, START.plusSeconds(lastOffset), lastOffset);
    }
}
