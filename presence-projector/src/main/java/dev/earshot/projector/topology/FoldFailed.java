package dev.earshot.projector.topology;

/** The fold threw, which it promises not to do; nothing was stored or sent. The record goes to the dead topic. */
final class FoldFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String sentence;

    FoldFailed(RuntimeException cause) {
        super(cause);
        sentence = "The fold failed with " + cause.getClass().getSimpleName();
    }

    /** For operators, without the record's content. */
    String sentence() {
        return sentence;
    }
}
