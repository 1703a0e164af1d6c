package dev.earshot.gateway.proxy;

import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The analytics service's answer, for the description alone: the gateway passes it on unread.
 *
 * @param next the cursor of the next page, null if this is the last
 */
record CallsPage(List<Call> items, @Nullable String next) {

    /**
     * @param ended null while it runs
     * @param why left, expired, replaced, permission-lost, removed, channel-closed, clock-set-back; null while it runs
     * @param clockWasAhead whether a time of it is wrong, because the clock of the log was ahead when it was written
     */
    record Call(
            String callId,
            UserId userId,
            String username,
            ChannelId channelId,
            Instant began,
            @Nullable Instant ended,
            @Nullable String why,
            double secondsSpoken,
            double secondsMuted,
            boolean clockWasAhead,
            List<Stay> stays) {}

    /**
     * Time in one channel within the call.
     *
     * @param why moved, or as the call's; null while it runs, as are the seconds
     */
    record Stay(
            ChannelId channelId,
            Instant began,
            @Nullable Instant ended,
            @Nullable String why,
            @Nullable Double secondsSpoken,
            @Nullable Double secondsMuted) {}
}
