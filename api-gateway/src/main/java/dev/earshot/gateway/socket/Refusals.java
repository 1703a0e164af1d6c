package dev.earshot.gateway.socket;

import dev.earshot.events.presence.RefusalCode;
import dev.earshot.gateway.directory.Channel;
import org.jspecify.annotations.Nullable;

/** What the fold refuses, in words for the person. */
final class Refusals {
    private Refusals() {}

    /** @param channel that was asked for, null if it is not known */
    static String sentence(RefusalCode code, @Nullable Channel channel) {
        return switch (code) {
            case CHANNEL_FULL ->
                channel == null
                        ? "The channel is full. Try again when somebody leaves."
                        : "%s is full (%d of %d). Try again when somebody leaves."
                                .formatted(channel.name(), channel.seats(), channel.seats());
            case CHANNEL_CLOSED -> "The channel was deleted.";
            case NOT_A_MEMBER -> "You are not a member of this guild any more.";
            case REPLACED -> "You joined from somewhere else meanwhile.";
            case SESSION_ENDED -> "The session is over. Join again.";
        };
    }
}
