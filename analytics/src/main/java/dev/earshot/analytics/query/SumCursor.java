package dev.earshot.analytics.query;

/** The last row of a page of sums, largest first: the next one begins below it. */
record SumCursor(long sum, String id) {
    /** Above every row. */
    static final SumCursor TOP = new SumCursor(Long.MAX_VALUE, "");

    String text() {
        return CursorText.of(sum, id);
    }

    /** @throws BadQuestion if {@link #text} did not make it */
    static SumCursor parse(String text) {
        return CursorText.parse(text, (sum, id) -> new SumCursor(Long.parseLong(sum), id));
    }
}
