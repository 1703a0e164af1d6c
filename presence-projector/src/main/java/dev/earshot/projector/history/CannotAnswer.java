package dev.earshot.projector.history;

import org.jspecify.annotations.Nullable;

/** A question without an answer, with a sentence for whoever asked. */
public final class CannotAnswer extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String code;

    private CannotAnswer(Kind kind, String code, String sentence, @Nullable Throwable cause) {
        super(sentence, cause, false, cause != null);
        this.kind = kind;
        this.code = code;
    }

    /** Whose turn it is. */
    public enum Kind {
        /** The question must be put differently. */
        BAD_QUESTION,
        /** Kafka does not answer, or is not ready; asking again later is safe. */
        AWAY
    }

    public static CannotAnswer badQuestion(String code, String sentence) {
        return new CannotAnswer(Kind.BAD_QUESTION, code, sentence, null);
    }

    public static CannotAnswer away(String sentence, @Nullable Throwable cause) {
        return new CannotAnswer(Kind.AWAY, "log-away", sentence, cause);
    }

    public Kind kind() {
        return kind;
    }

    /** Stable, lower case with dashes. */
    public String code() {
        return code;
    }

    /** For a person. */
    public String sentence() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
