package dev.earshot.analytics.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.util.Base64;
import java.util.function.BiFunction;

/** A cursor for the address bar: two words, written so that nobody is tempted to look inside. */
final class CursorText {
    private CursorText() {}

    /** @param first without a space */
    static String of(Object first, String second) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((first + " " + second).getBytes(UTF_8));
    }

    /** @throws BadQuestion if {@link #of} did not make it, or {@code cursor} cannot read it */
    static <T> T parse(String text, BiFunction<String, String, T> cursor) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), UTF_8).split(" ", 2);
            if (parts.length == 2 && parts[1].indexOf('\0') < 0) return cursor.apply(parts[0], parts[1]);
        } catch (IllegalArgumentException | DateTimeException notOurs) {
            // Answered below.
        }
        throw new BadQuestion("\"cursor\" is not one of ours. Leave it out to begin with the first page.");
    }
}
