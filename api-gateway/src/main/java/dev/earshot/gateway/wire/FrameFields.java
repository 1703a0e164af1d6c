package dev.earshot.gateway.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The fields of one frame, by type. What is not as asked ends in {@link Wrong}, with a sentence that names the field. */
final class FrameFields {
    /** Numbers above this are not whole in a browser. */
    private static final long MAX_WHOLE = (1L << 53) - 1;

    private final JsonNode frame;

    /** Where in the frame these fields are, for sentences: empty, or such as {@code samples[0].}. */
    private final String place;

    FrameFields(JsonNode frame) {
        this(frame, "");
    }

    private FrameFields(JsonNode frame, String place) {
        this.frame = frame;
        this.place = place;
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

    /** A number from 0 up, cut to the most there can be; null if it is absent. */
    @Nullable
    Double measure(String name, double most) {
        if (!has(name)) return null;
        JsonNode value = frame.path(name);
        if (!value.isNumber() || !(value.doubleValue() >= 0)) throw wrong(name, "a number from 0 up");
        return Math.min(value.doubleValue(), most);
    }

    /** Objects, each read as it should be. */
    <T> List<T> list(String name, int most, Function<FrameFields, T> each) {
        JsonNode value = array(name, most);
        List<T> all = new ArrayList<>(value.size());
        for (int i = 0; i < value.size(); i++) {
            if (!value.path(i).isObject()) throw wrong(name, "a list of objects");
            all.add(each.apply(new FrameFields(value.path(i), place + name + "[" + i + "].")));
        }
        return all;
    }

    List<String> texts(String name, int most, int maxLength) {
        JsonNode value = array(name, most);
        List<String> all = new ArrayList<>(value.size());
        for (JsonNode text : value) {
            if (!text.isString() || text.stringValue().length() > maxLength) {
                throw wrong(name, "a list of texts of at most " + maxLength + " characters");
            }
            all.add(text.stringValue());
        }
        return all;
    }

    private JsonNode array(String name, int most) {
        JsonNode value = frame.path(name);
        if (!value.isArray() || value.size() > most) throw wrong(name, "a list of at most " + most);
        return value;
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

    private Wrong wrong(String name, String should) {
        return new Wrong(SocketError.BAD_FIELD, "The field " + place + name + " must be " + should + ".");
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
