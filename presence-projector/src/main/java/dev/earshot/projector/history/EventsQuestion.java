package dev.earshot.projector.history;

import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which events are asked for: those of a guild appended from one time to another, both included.
 *
 * @param user only those that concern this person, null for everybody's
 * @param channel only those of this channel, null for all
 * @param cursor where the page before ended, null for the first
 * @param limit at most so many
 */
public record EventsQuestion(
        GuildId guild,
        Instant from,
        Instant to,
        @Nullable UserId user,
        @Nullable ChannelId channel,
        @Nullable String cursor,
        int limit) {
    public static final int USUAL_LIMIT = 200;
    public static final int HIGHEST_LIMIT = 1000;

    public EventsQuestion {
        if (to.isBefore(from)) throw CannotAnswer.badQuestion("bad-times", "'to' lies before 'from'.");
        if (limit < 1 || limit > HIGHEST_LIMIT)
            throw CannotAnswer.badQuestion("bad-limit", "'limit' is a number from 1 to " + HIGHEST_LIMIT + ".");
    }
}
