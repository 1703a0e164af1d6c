package dev.earshot.analytics.query;

/** A question that cannot be answered as it was asked; the message is for the person who asked. */
final class BadQuestion extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadQuestion(String sentence) {
        super(sentence);
    }
}
