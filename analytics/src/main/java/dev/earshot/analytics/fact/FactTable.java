package dev.earshot.analytics.fact;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A fact table: how many rows become one statement, a column an array, or one stream of {@code COPY}. */
public final class FactTable<R extends FactRow> {
    private final String name;
    private final Class<R> rowType;
    private final List<Column<R, ?>> columns;
    private final String names;
    private final String insert;

    FactTable(String name, Class<R> rowType, List<Column<R, ?>> columns) {
        this.name = name;
        this.rowType = rowType;
        this.columns = new ArrayList<>(FactTables.<R>key());
        this.columns.addAll(columns);
        this.names = this.columns.stream().map(Column::name).collect(Collectors.joining(", "));
        this.insert = insert();
    }

    /** Without its schema, which is {@code facts}. */
    public String name() {
        return name;
    }

    /** Inserts what is not there yet; one parameter a column, in the order of {@link #arrays}. */
    public String insertStatement() {
        return insert;
    }

    /** Takes what {@link #copyRows} writes. Fails if a row is there already. */
    public String copyStatement() {
        return copyStatement("facts");
    }

    /** The same into the table of this name in another schema. */
    public String copyStatement(String schema) {
        return "COPY " + schema + "." + name + " (" + names + ") FROM STDIN (FORMAT binary)";
    }

    /** Writes the rows as the copy statement takes them. */
    public void copyRows(ByteBuf out, List<R> rows) {
        CopyFormat.write(out, columns, rows);
    }

    /** Those of the rows that belong here. */
    public List<R> select(List<? extends FactRow> rows) {
        return rows.stream().filter(rowType::isInstance).map(rowType::cast).toList();
    }

    /** One array a column. */
    public List<@Nullable Object[]> arrays(List<R> rows) {
        return columns.stream().map(column -> column.values(rows)).toList();
    }

    private String insert() {
        String arrays = IntStream.range(0, columns.size())
                .mapToObj(i -> "$" + (i + 1) + "::" + columns.get(i).type().sent() + "[]")
                .collect(Collectors.joining(", "));
        String selected = columns.stream().map(Column::selected).collect(Collectors.joining(", "));
        return "INSERT INTO facts." + name + " (" + names + ") SELECT " + selected + " FROM unnest(" + arrays
                + ") AS fact (" + names + ") ON CONFLICT DO NOTHING";
    }
}
