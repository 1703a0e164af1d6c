package dev.earshot.events.id;

import org.jspecify.annotations.Nullable;

/** The alphabet of every id: {@code [A-Za-z0-9_-]{1,64}}, safe in topics, keys, paths and logs. */
public final class IdText {
    /** Longest id, in characters. */
    public static final int MAX_LENGTH = 64;

    private IdText() {}

    /** Whether the text may be an id of any kind. */
    public static boolean isId(@Nullable String text) {
        if (text == null || text.isEmpty() || text.length() > MAX_LENGTH) return false;
        // A loop and not a pattern: every record that is decoded passes here several times.
        for (int i = 0; i < text.length(); i++) {
            if (!allowed(text.charAt(i))) return false;
        }
        return true;
    }

    static void check(String what, @Nullable String text) {
        if (!isId(text)) throw new IllegalArgumentException("A " + what + " is 1 to 64 letters, digits, '_' or '-'");
    }

    private static boolean allowed(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    }
}
