package dev.earshot.analytics.query;

import java.time.Instant;

/** The last of a page of records, newest first: the next one begins below it, so that what comes meanwhile shifts nothing. */
record TimeCursor(Instant at, String mark) {

    String text() {
        return CursorText.of(at, mark);
    }

    /** @throws BadQuestion if {@link #text} did not make it */
    static TimeCursor parse(String text) {
        return CursorText.parse(text, (at, mark) -> new TimeCursor(Parameters.ofThisSystem(Instant.parse(at)), mark));
    }
}
