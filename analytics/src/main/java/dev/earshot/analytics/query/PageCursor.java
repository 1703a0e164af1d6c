package dev.earshot.analytics.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;

/** The last call of a page: the next one begins below it, so that calls that come meanwhile shift nothing. */
record PageCursor(Instant began, String callId) {

    /** For the address bar; a reader must not look inside. */
    String text() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((began + " " + callId).getBytes(UTF_8));
    }

    /** @throws BadQuestion if {@link #text} did not make it */
    static PageCursor parse(String text) {
        try {
            String plain = new String(Base64.getUrlDecoder().decode(text), UTF_8);
            int space = plain.indexOf(' ');
            if (space < 0) throw unknown();
            return new PageCursor(Instant.parse(plain.substring(0, space)), plain.substring(space + 1));
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw unknown();
        }
    }

    private static BadQuestion unknown() {
        return new BadQuestion("\"cursor\" is not one of ours. Leave it out to begin with the first page.");
    }
}
