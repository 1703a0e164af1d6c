package dev.earshot.analytics.query;

import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which calls are asked for: those of a guild that began in [from, to), newest first, so that neighbouring windows share
 * none and miss none.
 *
 * @param below the page begins below this call
 * @param user whose; null: anybody's
 * @param channel in which part of it was; null: any
 * @param why it ended; null: any reason, or it runs
 */
record SessionsQuestion(
        GuildId guild,
        Instant from,
        Instant to,
        TimeCursor below,
        int limit,
        @Nullable UserId user,
        @Nullable ChannelId channel,
        @Nullable String why) {
    private static final List<String> REASONS =
            List.of("left", "expired", "replaced", "permission-lost", "removed", "channel-closed", "clock-set-back");

    /**
     * Reads and checks the parameters as they were sent.
     *
     * @throws BadQuestion with a sentence that says what to write
     */
    static SessionsQuestion of(Parameters sent, SessionsSettings settings, Instant now) {
        Instant end = sent.time("to", now);
        Instant begin = sent.time("from", end.minus(settings.defaultWindow()));
        if (!begin.isBefore(end)) throw new BadQuestion("\"from\" must be before \"to\".");
        if (Duration.between(begin, end).compareTo(settings.maxWindow()) > 0) {
            throw new BadQuestion("At most " + settings.maxWindow().toDays()
                    + " days can be asked for at once. Move \"from\" and \"to\" closer together.");
        }
        String cursor = sent.text("cursor");
        return new SessionsQuestion(
                sent.guild(),
                begin,
                end,
                cursor == null ? new TimeCursor(end, "") : TimeCursor.parse(cursor),
                sent.limit(settings.defaultLimit(), settings.maxLimit()),
                sent.user(),
                sent.channel(),
                sent.text("why") == null ? null : sent.word("why", REASONS));
    }
}
