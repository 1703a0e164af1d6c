package dev.earshot.events.fold;

import dev.earshot.events.change.EndedStay;
import dev.earshot.events.id.ChannelId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person's running time in one channel.
 *
 * @param mutedMillis time muted before the current stretch
 * @param mutedSince when the current muted stretch began, null while not muted
 */
public record Stay(
        ChannelId channel,
        Instant began,
        long mutedMillis,
        @Nullable Instant mutedSince) {

    static Stay begin(ChannelId channel, Instant at, boolean muted) {
        return new Stay(channel, at, 0, muted ? at : null);
    }

    Stay muted(boolean muted, Instant at) {
        if (muted == (mutedSince != null)) return this;
        return new Stay(channel, began, mutedMillisUntil(at), muted ? at : null);
    }

    /** The stay after the time was set back: what began later begins at {@code to}. */
    Stay setBack(Instant to) {
        Instant since = mutedSince == null || !mutedSince.isAfter(to) ? mutedSince : to;
        if (began.isAfter(to)) return new Stay(channel, to, 0, since);
        return since == mutedSince ? this : new Stay(channel, began, mutedMillis, since);
    }

    /**
     * The finished stay. An end before the beginning (an expiry heard before the join settled) counts as the beginning; what
     * was counted after the end, while nobody knew yet that it was over, is no part of it.
     */
    EndedStay end(Instant at, long spokenMillis) {
        Instant ended = at.isBefore(began) ? began : at;
        long whole = Duration.between(began, ended).toMillis();
        double spoken = Math.min(spokenMillis, whole) / 1000.0;
        double muted = Math.min(mutedMillisUntil(ended), whole) / 1000.0;
        return new EndedStay(channel, began, ended, spoken, muted);
    }

    private long mutedMillisUntil(Instant at) {
        if (mutedSince == null) return mutedMillis;
        return mutedMillis + Math.max(0, Duration.between(mutedSince, at).toMillis());
    }
}
