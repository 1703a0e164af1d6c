package dev.earshot.events.presence;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.ConnectionId;
import dev.earshot.events.id.GatewayId;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.voice.Moderation;
import dev.earshot.events.voice.OwnState;
import dev.earshot.events.voice.Profile;
import java.time.Instant;

/**
 * One participant, whole. Gateways show browsers a part of it: never the gateway, the connection or the resume hash.
 *
 * @param connectionSetAt offset in {@code voice.events} of the {@code joined} or {@code resumed} that set the connection
 * @param joinedAt append time of the event that brought the person into this channel
 * @param callId names the call this stay belongs to
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PresenceRow(
        UserId userId,
        ChannelId channelId,
        SessionId sessionId,
        ConnectionId connectionId,
        long connectionSetAt,
        GatewayId gatewayId,
        String resumeHash,
        String callId,
        Profile profile,
        OwnState own,
        Moderation moderation,
        boolean speaking,
        Instant joinedAt,
        Connection connection) {
    public PresenceRow {
        requireNonNull(userId, "userId");
        requireNonNull(channelId, "channelId");
        requireNonNull(sessionId, "sessionId");
        requireNonNull(connectionId, "connectionId");
        requireNonNull(gatewayId, "gatewayId");
        requireNonNull(resumeHash, "resumeHash");
        requireNonNull(callId, "callId");
        requireNonNull(profile, "profile");
        requireNonNull(own, "own");
        requireNonNull(moderation, "moderation");
        requireNonNull(joinedAt, "joinedAt");
        requireNonNull(connection, "connection");
    }

    /** The same person, speaking or not. */
    public PresenceRow withSpeaking(boolean speaks) {
        return new PresenceRow(
                userId,
                channelId,
                sessionId,
                connectionId,
                connectionSetAt,
                gatewayId,
                resumeHash,
                callId,
                profile,
                own,
                moderation,
                speaks,
                joinedAt,
                connection);
    }
}
