package dev.earshot.analytics.ingest;

/** A fact topic is gone or another one by the same name: everything is opened again. The message is a sentence for operators. */
final class TopicsChanged extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TopicsChanged(String sentence) {
        super(sentence);
    }
}
