package dev.earshot.local.history;

/** Text from a log that may hold anything, such as names and versions of clients: what a terminal would obey becomes a dot. Pure. */
final class Printable {
    private Printable() {}

    static String of(String text) {
        return text.codePoints()
                .map(c -> isShown(c) ? c : '·')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isShown(int c) {
        // The two joiners are format characters that names and emoji are written with.
        if (c == 0x200C || c == 0x200D) return true;
        return switch (Character.getType(c)) {
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
