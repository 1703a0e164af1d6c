package dev.earshot.gateway.telemetry;

import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.id.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Whose telemetry it is, as the gateway knows it: nothing of this is ever read from a frame.
 *
 * @param seat null outside of a call
 */
public record Origin(
        UserId user, SessionId session, @Nullable Seat seat) {

    /** @param callId null if the gateway has not seen the person's row yet */
    public record Seat(
            GuildId guild, ChannelId channel, @Nullable String callId) {}
}
