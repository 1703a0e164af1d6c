package dev.earshot.local.history;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows of text, each column as wide as its widest cell. Columns that are empty in every row are left out, what a terminal would
 * obey is shown as a dot ({@link Printable}). Pure.
 */
final class Table {
    private static final String GAP = "  ";

    private final List<String> heads;
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... heads) {
        this.heads = List.of(heads);
    }

    /** @param cells one for each head */
    Table row(String... cells) {
        if (cells.length != heads.size()) throw new IllegalArgumentException("A row has " + heads.size() + " cells");
        List<String> row = new ArrayList<>();
        for (String cell : cells) row.add(Printable.of(cell));
        rows.add(row);
        return this;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The heads and the rows, without blanks at their ends; nothing if there are no rows. */
    List<String> lines() {
        if (rows.isEmpty()) return List.of();
        List<Integer> shown = new ArrayList<>();
        for (int column = 0; column < heads.size(); column++) {
            int at = column;
            if (rows.stream().anyMatch(row -> !row.get(at).isEmpty())) shown.add(column);
        }
        List<String> lines = new ArrayList<>();
        lines.add(line(heads, shown));
        for (List<String> row : rows) lines.add(line(row, shown));
        return lines;
    }

    private String line(List<String> cells, List<Integer> shown) {
        StringBuilder line = new StringBuilder();
        for (int column : shown) {
            String cell = cells.get(column);
            line.append(cell).repeat(" ", width(column) - length(cell)).append(GAP);
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        int widest = length(heads.get(column));
        for (List<String> row : rows) widest = Math.max(widest, length(row.get(column)));
        return widest;
    }

    private static int length(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
