package dev.earshot.gateway.wire;

import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.ConnectionId;
import dev.earshot.events.id.GatewayId;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.presence.Connection;
import dev.earshot.events.presence.PresenceRow;
import dev.earshot.events.voice.AudioState;
import dev.earshot.events.voice.Moderation;
import dev.earshot.events.voice.OwnState;
import dev.earshot.events.voice.Profile;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The small cast of the golden files, and their rows. */
public final class Rows {
    public static final GuildId DEMO = new GuildId("demo");
    public static final ChannelId LOUNGE = new ChannelId("lounge");
    public static final ChannelId STANDUP = new ChannelId("standup");
    public static final ChannelId MUSIC = new ChannelId("music");
    public static final UserId ALICE = new UserId("alice");
    public static final UserId BOB = new UserId("bob");
    public static final UserId CAROL = new UserId("carol");

    private Rows() {}

    public static PresenceRow row(UserId user, ChannelId channel) {
        return row(user, channel, null);
    }

    public static PresenceRow row(UserId user, ChannelId channel, @Nullable String avatar) {
        String name = user.value();
        return new PresenceRow(
                user,
                channel,
                new SessionId("s-" + name),
                new ConnectionId("c-" + name),
                7,
                new GatewayId("g-1"),
                "hash",
                "0-7",
                new Profile(name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1), avatar),
                OwnState.joining(false, false),
                Moderation.NONE,
                false,
                Instant.parse("2026-11-22T14:05:00Z"),
                Connection.LIVE);
    }

    public static PresenceRow own(PresenceRow row, boolean muted, boolean deafened, AudioState audio) {
        return new PresenceRow(
                row.userId(),
                row.channelId(),
                row.sessionId(),
                row.connectionId(),
                row.connectionSetAt(),
                row.gatewayId(),
                row.resumeHash(),
                row.callId(),
                row.profile(),
                new OwnState(muted, deafened, false, false, audio),
                row.moderation(),
                row.speaking(),
                row.joinedAt(),
                row.connection());
    }

    public static PresenceRow muted(PresenceRow row, boolean muted) {
        return own(row, muted, row.own().deafened(), row.own().audio());
    }

    public static PresenceRow moderated(PresenceRow row, boolean serverMuted, boolean serverDeafened) {
        return new PresenceRow(
                row.userId(),
                row.channelId(),
                row.sessionId(),
                row.connectionId(),
                row.connectionSetAt(),
                row.gatewayId(),
                row.resumeHash(),
                row.callId(),
                row.profile(),
                row.own(),
                new Moderation(serverMuted, serverDeafened),
                row.speaking(),
                row.joinedAt(),
                row.connection());
    }

    public static PresenceRow speaking(PresenceRow row, boolean speaking) {
        return row.withSpeaking(speaking);
    }

    public static PresenceRow linked(PresenceRow row, Connection connection) {
        return new PresenceRow(
                row.userId(),
                row.channelId(),
                row.sessionId(),
                row.connectionId(),
                row.connectionSetAt(),
                row.gatewayId(),
                row.resumeHash(),
                row.callId(),
                row.profile(),
                row.own(),
                row.moderation(),
                row.speaking(),
                row.joinedAt(),
                connection);
    }

    /** The same person by another session or connection, set at an offset of the log. */
    public static PresenceRow by(PresenceRow row, String session, String connection, long setAt) {
        return new PresenceRow(
                row.userId(),
                row.channelId(),
                new SessionId(session),
                new ConnectionId(connection),
                setAt,
                row.gatewayId(),
                row.resumeHash(),
                row.callId(),
                row.profile(),
                row.own(),
                row.moderation(),
                row.speaking(),
                row.joinedAt(),
                row.connection());
    }
}
