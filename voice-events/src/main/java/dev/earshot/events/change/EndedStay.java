package dev.earshot.events.change;

import static java.util.Objects.requireNonNull;

import dev.earshot.events.id.ChannelId;
import java.time.Instant;

/**
 * One person's whole time in one channel.
 *
 * @param began append time of the event that brought them in
 * @param ended append time of the event that took them out; after an expiry, of the last sign of life
 * @param secondsSpoken time with the ring shown
 * @param secondsMuted time muted by oneself or a moderator
 */
public record EndedStay(ChannelId channel, Instant began, Instant ended, double secondsSpoken, double secondsMuted) {
    public EndedStay {
        requireNonNull(channel, "channel");
        requireNonNull(began, "began");
        requireNonNull(ended, "ended");
    }
}
