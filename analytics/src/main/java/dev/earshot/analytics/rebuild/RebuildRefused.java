package dev.earshot.analytics.rebuild;

/** The rebuild was not begun; the message is a sentence for the person who asked for it. */
public final class RebuildRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RebuildRefused(String sentence) {
        super(sentence);
    }
}
