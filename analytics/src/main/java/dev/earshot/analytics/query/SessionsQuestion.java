package dev.earshot.analytics.query;

import dev.earshot.events.id.GuildId;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * Which calls are asked for: those of a guild that began in [from, to), newest first, so that neighbouring windows share
 * none and miss none.
 *
 * @param below the page begins below this call
 */
record SessionsQuestion(GuildId guild, Instant from, Instant to, PageCursor below, int limit) {

    /**
     * Reads and checks the parameters as they were sent.
     *
     * @throws BadQuestion with a sentence that says what to write
     */
    static SessionsQuestion of(
            @Nullable String guild,
            @Nullable String from,
            @Nullable String to,
            @Nullable String cursor,
            @Nullable String limit,
            SessionsSettings settings,
            Instant now) {
        Instant end = to == null ? now : time("to", to);
        Instant begin = from == null ? end.minus(settings.defaultWindow()) : time("from", from);
        if (!begin.isBefore(end)) throw new BadQuestion("\"from\" must be before \"to\".");
        if (Duration.between(begin, end).compareTo(settings.maxWindow()) > 0) {
            throw new BadQuestion("At most " + settings.maxWindow().toDays()
                    + " days can be asked for at once. Move \"from\" and \"to\" closer together.");
        }
        PageCursor below = cursor == null ? new PageCursor(end, "") : PageCursor.parse(cursor);
        return new SessionsQuestion(guild(guild), begin, end, below, limit(limit, settings));
    }

    private static GuildId guild(@Nullable String text) {
        if (text == null) throw new BadQuestion("Say which guild: \"guild\" is missing.");
        try {
            return new GuildId(text);
        } catch (IllegalArgumentException notAnId) {
            throw new BadQuestion("\"guild\" is 1 to 64 letters, digits, '_' or '-'.");
        }
    }

    private static Instant time(String name, String text) {
        try {
            Instant time = OffsetDateTime.parse(text).toInstant();
            int year = time.atOffset(ZoneOffset.UTC).getYear();
            if (year < 1970 || year > 9999) throw new BadQuestion("\"" + name + "\" is not a year of this system.");
            return time;
        } catch (DateTimeParseException notATime) {
            throw new BadQuestion("\"" + name + "\" is a time like 2026-11-22T14:05:00Z or 2026-11-22T15:05:00+01:00.");
        }
    }

    private static int limit(@Nullable String text, SessionsSettings settings) {
        if (text == null) return settings.defaultLimit();
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= settings.maxLimit()) return limit;
        } catch (NumberFormatException notANumber) {
            // Answered below, like a number out of range.
        }
        throw new BadQuestion("\"limit\" is a number from 1 to " + settings.maxLimit() + ".");
    }
}
