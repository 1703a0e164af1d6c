package dev.earshot.analytics.query;

import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.UserId;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A question's parameters as they were sent. Each method reads one, and throws {@link BadQuestion} with a sentence that says
 * what to write. An empty one ("from=") is how a form says that it has none.
 */
record Parameters(Map<String, String> sent) {
    Parameters {
        sent.forEach((name, value) -> {
            // PostgreSQL's text cannot hold it, so nothing here does.
            if (value.indexOf('\0') >= 0) throw new BadQuestion("\"" + visible(name) + "\" holds a zero character.");
        });
    }

    @Nullable
    String text(String name) {
        String text = sent.get(name);
        return text == null || text.isEmpty() ? null : text;
    }

    GuildId guild() {
        GuildId guild = id("guild", GuildId::new);
        if (guild == null) throw new BadQuestion("Say which guild: \"guild\" is missing.");
        return guild;
    }

    @Nullable
    ChannelId channel() {
        return id("channel", ChannelId::new);
    }

    @Nullable
    UserId user() {
        return id("user", UserId::new);
    }

    Instant time(String name, Instant otherwise) {
        String text = text(name);
        if (text == null) return otherwise;
        try {
            return ofThisSystem(OffsetDateTime.parse(text).toInstant());
        } catch (IllegalArgumentException notAYear) {
            throw new BadQuestion("\"" + name + "\" is not a year of this system.");
        } catch (DateTimeParseException notATime) {
            throw new BadQuestion("\"" + name + "\" is a time like 2026-11-22T14:05:00Z or 2026-11-22T15:05:00+01:00.");
        }
    }

    /** @throws IllegalArgumentException if PostgreSQL may not know such a year */
    static Instant ofThisSystem(Instant time) {
        int year = time.atOffset(ZoneOffset.UTC).getYear();
        if (year < 1970 || year > 9999) throw new IllegalArgumentException("No year of this system: " + year);
        return time;
    }

    ZoneId zone() {
        String text = text("tz");
        if (text == null) return ZoneOffset.UTC;
        try {
            return ZoneId.of(text);
        } catch (DateTimeException notAZone) {
            throw new BadQuestion("\"tz\" is the name of a time zone, such as Europe/Berlin or UTC.");
        }
    }

    int limit(int usual, int most) {
        String text = text("limit");
        if (text == null) return usual;
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= most) return limit;
        } catch (NumberFormatException notANumber) {
            // Answered below, like a number out of range.
        }
        throw new BadQuestion("\"limit\" is a number from 1 to " + most + ".");
    }

    /** One of these words; the first if none was sent. */
    String word(String name, List<String> words) {
        String text = text(name);
        if (text == null) return words.getFirst();
        if (words.contains(text)) return text;
        throw new BadQuestion("\"" + name + "\" is one of " + String.join(", ", words) + ".");
    }

    private static String visible(String name) {
        return name.replaceAll("[^A-Za-z0-9_-]", "?");
    }

    private <T> @Nullable T id(String name, Function<String, T> type) {
        String text = text(name);
        if (text == null) return null;
        try {
            return type.apply(text);
        } catch (IllegalArgumentException notAnId) {
            throw new BadQuestion("\"" + name + "\" is 1 to 64 letters, digits, '_' or '-'.");
        }
    }
}
