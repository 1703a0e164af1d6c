package dev.earshot.analytics.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;

/** The last row of a page of sums, largest first: the next one begins below it. */
record SumCursor(long sum, String id) {
    /** Above every row. */
    static final SumCursor TOP = new SumCursor(Long.MAX_VALUE, "");

    /** For the address bar; a reader must not look inside. */
    String text() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((sum + " " + id).getBytes(UTF_8));
    }

    /** @throws BadQuestion if {@link #text} did not make it */
    static SumCursor parse(String text) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), UTF_8).split(" ", 2);
            if (parts.length == 2) return new SumCursor(Long.parseLong(parts[0]), parts[1]);
        } catch (IllegalArgumentException notOurs) {
            // Answered below.
        }
        throw new BadQuestion("\"cursor\" is not one of ours. Leave it out to begin with the first page.");
    }
}
