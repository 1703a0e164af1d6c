package dev.earshot.analytics.query;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of calls, newest first.
 *
 * @param next cursor of the next page, null on the last
 */
record SessionsPage(List<Call> items, @Nullable String next) {

    /**
     * From join to leave, resumes and moves included.
     *
     * @param channelId where the call began
     * @param ended null while it runs; of an expired call, the last sign of life
     * @param why left, expired, replaced, permission-lost, removed, channel-closed, clock-set-back; null while it runs
     * @param secondsSpoken with the ring shown, in the stays that have ended
     * @param secondsMuted by oneself or a moderator, in the stays that have ended
     * @param clockWasAhead whether a time of it is wrong, because the clock of the log was ahead when it was written
     */
    record Call(
            String callId,
            String userId,
            String username,
            String channelId,
            String began,
            @Nullable String ended,
            @Nullable String why,
            BigDecimal secondsSpoken,
            BigDecimal secondsMuted,
            boolean clockWasAhead,
            List<Stay> stays) {
        Call with(List<Stay> all) {
            return new Call(
                    callId,
                    userId,
                    username,
                    channelId,
                    began,
                    ended,
                    why,
                    secondsSpoken,
                    secondsMuted,
                    clockWasAhead,
                    all);
        }
    }

    /**
     * An uninterrupted time in one channel, oldest first within its call.
     *
     * @param why moved, or as the call's; null while it runs, as are the seconds
     */
    record Stay(
            String channelId,
            String began,
            @Nullable String ended,
            @Nullable String why,
            @Nullable BigDecimal secondsSpoken,
            @Nullable BigDecimal secondsMuted) {}

    /** A row of the answer: a call and one of its stays. */
    record Line(Call call, Instant began, Stay stay) {}
}
