package dev.earshot.local;

import java.util.List;

/**
 * What the person sees us through. The script says which of the two streams is a terminal, for a JVM cannot tell them apart.
 *
 * @param out whether standard output is one, so that it may be redrawn in place
 * @param err whether standard error is one, so that progress may be shown there
 * @param columns how wide it is, in characters
 * @param rows how high
 */
record Terminal(boolean out, boolean err, int columns, int rows) {
    /** Back to the first line, without clearing: what is drawn over does not flicker. */
    private static final String HOME = "\u001b[H";

    private static final String CLEAR = "\u001b[2J";
    private static final String END_OF_LINE = "\u001b[K";
    private static final String REST_OF_SCREEN = "\u001b[J";

    static Terminal ofThisProcess() {
        return new Terminal(
                Boolean.getBoolean("earshot.terminal.out"),
                Boolean.getBoolean("earshot.terminal.err"),
                Integer.getInteger("earshot.terminal.columns", 100),
                Integer.getInteger("earshot.terminal.rows", 40));
    }

    /** The text that shows these lines in place of the ones before; as they are, with an empty line after, if it is no terminal. */
    String redraw(List<String> lines, boolean first) {
        if (!out) return String.join("\n", lines) + "\n\n";
        StringBuilder screen = new StringBuilder(first ? CLEAR + HOME : HOME);
        int shown = Math.min(lines.size(), Math.max(1, rows - 1));
        for (String line : lines.subList(0, shown)) {
            screen.append(line, 0, Math.min(line.length(), columns))
                    .append(END_OF_LINE)
                    .append('\n');
        }
        return screen.append(REST_OF_SCREEN).toString();
    }
}
