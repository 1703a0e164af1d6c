package dev.earshot.gateway.identity;

import org.jspecify.annotations.Nullable;

/**
 * The rule for names that others see: 1 to 32 characters, none of them a control or direction mark, a line break, or one of
 * {@code < >}. A dev login that breaks it is refused; a name from an issuer, which cannot be asked to change it, is cleaned.
 */
final class ShownName {
    /** Longest name, in code points. */
    static final int MAX_LENGTH = 32;

    private ShownName() {}

    static boolean isGood(@Nullable String name) {
        return name != null && !name.isBlank() && name.equals(clean(name));
    }

    /** What is left of a name when everything that is not allowed is taken out; may be empty. */
    static String clean(String name) {
        StringBuilder kept = new StringBuilder();
        name.strip().codePoints().filter(ShownName::isAllowed).limit(MAX_LENGTH).forEach(kept::appendCodePoint);
        return kept.toString().strip();
    }

    private static boolean isAllowed(int c) {
        // The two joiners are format characters that names and emoji are written with.
        if (c == 0x200C || c == 0x200D) return true;
        return c != '<'
                && c != '>'
                && switch (Character.getType(c)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR,
                            Character.SURROGATE,
                            Character.PRIVATE_USE,
                            Character.UNASSIGNED -> false;
                    default -> true;
                };
    }
}
