package dev.earshot.analytics.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;

/** The last record of a page of the audit or of errors, newest first. */
record RecordCursor(Instant at, String mark) {

    /** For the address bar; a reader must not look inside. */
    String text() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((at + " " + mark).getBytes(UTF_8));
    }

    /** @throws BadQuestion if {@link #text} did not make it */
    static RecordCursor parse(String text) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), UTF_8).split(" ", 2);
            if (parts.length == 2) return new RecordCursor(Instant.parse(parts[0]), parts[1]);
        } catch (IllegalArgumentException | DateTimeParseException notOurs) {
            // Answered below.
        }
        throw new BadQuestion("\"cursor\" is not one of ours. Leave it out to begin with the first page.");
    }
}
