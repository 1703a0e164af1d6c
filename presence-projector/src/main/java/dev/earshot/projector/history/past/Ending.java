package dev.earshot.projector.history.past;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.earshot.events.change.EndReason;
import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.GatewayId;
import dev.earshot.events.id.SessionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a session ended.
 *
 * @param offset of the event that ended it
 * @param at append time of that event
 * @param by the session that took its place, null if none did
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Ending(
        SessionId session,
        long offset,
        Instant at,
        EndReason why,
        @Nullable SessionId by,
        ChannelId channel,
        GatewayId gateway,
        String client) {}
