package dev.earshot.projector.history.web;

import dev.earshot.events.id.IdText;
import dev.earshot.projector.history.CannotAnswer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a request asks, as typed values; whatever is missing or wrong is refused with a sentence. */
final class Parameters {
    private Parameters() {}

    static <T> T id(String name, @Nullable String text, Function<String, T> type) {
        T id = idOrNull(name, text, type);
        if (id == null) throw bad("missing-" + name, "Say which: '" + name + "' is missing.");
        return id;
    }

    static <T> @Nullable T idOrNull(String name, @Nullable String text, Function<String, T> type) {
        if (text == null || text.isEmpty()) return null;
        if (!IdText.isId(text))
            throw bad("bad-" + name, "'" + name + "' is an id: 1 to 64 letters, digits, '_' or '-'.");
        return type.apply(text);
    }

    static Instant time(String name, @Nullable String text) {
        if (text == null || text.isEmpty()) throw bad("missing-" + name, "Say when: '" + name + "' is missing.");
        try {
            // A '+' that was not escaped in the address has become a blank.
            return OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
        } catch (DateTimeParseException wrong) {
            throw bad(
                    "bad-" + name,
                    "'" + name
                            + "' is a time with its offset, such as 2026-01-31T14:03:22Z or 2026-01-31T15:03:22+01:00.");
        }
    }

    static int number(String name, @Nullable String text, int usual) {
        if (text == null || text.isEmpty()) return usual;
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException wrong) {
            throw bad("bad-" + name, "'" + name + "' is a number.");
        }
    }

    /** The zone of times within sentences. */
    static ZoneId zone(@Nullable String text) {
        if (text == null || text.isEmpty()) return ZoneOffset.UTC;
        try {
            return ZoneId.of(text);
        } catch (DateTimeException wrong) {
            throw bad("bad-tz", "'tz' is the name of a time zone, such as Europe/Berlin.");
        }
    }

    static @Nullable String text(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    private static CannotAnswer bad(String code, String sentence) {
        return CannotAnswer.badQuestion(code, sentence);
    }
}
