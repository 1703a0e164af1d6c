package dev.earshot.analytics.fact;

/** A record was read but holds what no fact may hold; the message is a sentence for operators. */
public final class Unstorable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unstorable(String sentence) {
        super(sentence);
    }
}
