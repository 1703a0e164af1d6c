package dev.earshot.projector.history.answer;

import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.ConnectionId;
import dev.earshot.events.id.GatewayId;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.id.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An event of the log with what it did.
 *
 * @param time append time
 * @param type as the record says, such as {@code joined}
 * @param userId whom it concerns, null for a closed channel
 * @param username as last shown, null if nobody had joined by that id
 * @param gatewayId the gateway of the session that it names, null if that session is no longer known
 * @param client version of that session's client, likewise
 * @param channelId where the person was after it, or before if they were gone after it; null if in no channel
 * @param event the record's own JSON, without the resume hash
 */
public record Entry(
        int partition,
        long offset,
        Instant time,
        String type,
        @Nullable UserId userId,
        @Nullable String username,
        @Nullable SessionId sessionId,
        @Nullable ConnectionId connectionId,
        @Nullable GatewayId gatewayId,
        @Nullable String client,
        @Nullable ChannelId channelId,
        Effect effect,
        JsonNode event) {}
