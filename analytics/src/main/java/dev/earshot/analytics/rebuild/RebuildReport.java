package dev.earshot.analytics.rebuild;

import java.util.List;
import java.util.Locale;

/**
 * What a rebuild found and did.
 *
 * @param setAside records that make no facts: unreadable, or of a type that a newer version writes
 * @param notes sentences for the person who reads this
 */
public record RebuildReport(List<Counts> tables, long records, long setAside, List<String> notes) {

    /**
     * Rows of one table.
     *
     * @param same as the log says
     * @param added were missing
     * @param removed the log knows nothing of them
     * @param differing are now as the log says
     * @param leftAlone older than what was read, or recorded and not folded
     */
    public record Counts(String table, long same, long added, long removed, long differing, long leftAlone) {
        boolean changed() {
            return added + removed + differing > 0;
        }
    }

    /** Whether the live tables already were what the log says. */
    public boolean nothingChanged() {
        return tables.stream().noneMatch(Counts::changed);
    }

    /** A table for people, and the notes. */
    public String text() {
        StringBuilder text = new StringBuilder("%-14s %12s %12s %12s %12s %12s%n"
                .formatted("table", "same", "added", "removed", "differing", "left alone"));
        for (Counts of : tables) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-14s %,12d %,12d %,12d %,12d %,12d%n",
                    of.table(),
                    of.same(),
                    of.added(),
                    of.removed(),
                    of.differing(),
                    of.leftAlone()));
        }
        for (String note : notes) text.append(note).append(System.lineSeparator());
        return text.toString();
    }
}
