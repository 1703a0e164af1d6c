package dev.earshot.gateway.wire;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The fields of one frame, by type. What is not as asked ends in {@link Wrong}, with a sentence that names the field. */
final class FrameFields {
    /** Numbers above this are not whole in a browser. */
    private static final long MAX_WHOLE = (1L << 53) - 1;

    private final JsonNode frame;

    FrameFields(JsonNode frame) {
        this.frame = frame;
    }

    boolean has(String name) {
        return frame.hasNonNull(name);
    }

    boolean flag(String name) {
        JsonNode value = frame.path(name);
        if (!value.isBoolean()) throw wrong(name, "true or false");
        return value.booleanValue();
    }

    String text(String name, int maxLength) {
        JsonNode value = frame.path(name);
        if (!value.isString()) throw wrong(name, "a text");
        String text = value.stringValue();
        if (text.length() > maxLength) throw wrong(name, "a text of at most " + maxLength + " characters");
        return text;
    }

    <T> T name(String name, Function<String, T> parse) {
        try {
            return parse.apply(text(name, 64));
        } catch (IllegalArgumentException notOne) {
            throw wrong(name, "one of the names that are allowed there");
        }
    }

    long whole(String name, long least) {
        JsonNode value = frame.path(name);
        boolean ok = value.isIntegralNumber() && value.canConvertToLong();
        if (!ok || value.longValue() < least || value.longValue() > MAX_WHOLE) {
            throw wrong(name, "a whole number from " + least + " up");
        }
        return value.longValue();
    }

    long id() {
        return whole("id", 1);
    }

    @Nullable
    Long idIfValid() {
        try {
            return id();
        } catch (Wrong none) {
            return null;
        }
    }

    private static Wrong wrong(String name, String should) {
        return new Wrong(SocketError.BAD_FIELD, "The field " + name + " must be " + should + ".");
    }

    /** A field that is not as it should be. */
    static final class Wrong extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final SocketError error;
        private final String sentence;

        Wrong(SocketError error, String sentence) {
            super(sentence, null, false, false);
            this.error = error;
            this.sentence = sentence;
        }

        SocketError error() {
            return error;
        }

        String sentence() {
            return sentence;
        }
    }
}
