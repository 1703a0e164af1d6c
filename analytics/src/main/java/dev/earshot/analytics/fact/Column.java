package dev.earshot.analytics.fact;

import io.netty.buffer.ByteBuf;
import java.lang.reflect.Array;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One column of a fact table. */
record Column<R, V>(String name, ColumnType<V> type, Function<R, @Nullable V> value) {

    static <R> Column<R, String> text(String name, Function<R, @Nullable String> value) {
        return new Column<>(name, ColumnType.TEXT, row -> storable(value.apply(row)));
    }

    static <R> Column<R, Integer> whole(String name, Function<R, Integer> value) {
        return new Column<>(name, ColumnType.INT, value::apply);
    }

    static <R> Column<R, Long> big(String name, Function<R, Long> value) {
        return new Column<>(name, ColumnType.BIGINT, value::apply);
    }

    static <R> Column<R, Boolean> flag(String name, Function<R, Boolean> value) {
        return new Column<>(name, ColumnType.BOOLEAN, value::apply);
    }

    static <R> Column<R, Double> measure(String name, Function<R, @Nullable Double> value) {
        return new Column<>(name, ColumnType.DOUBLE, value);
    }

    static <R> Column<R, List<String>> texts(String name, Function<R, List<String>> value) {
        return new Column<>(
                name,
                ColumnType.TEXTS,
                row -> value.apply(row).stream().map(Column::withoutNul).toList());
    }

    static <R> Column<R, Instant> time(String name, Function<R, Instant> value) {
        return new Column<>(name, ColumnType.TIMESTAMPTZ, value::apply);
    }

    /** How the column is selected from what was sent. */
    String selected() {
        return name + type.cast();
    }

    /** The column's values of these rows, as an array of its own type. */
    @Nullable
    Object[] values(List<? extends R> rows) {
        @Nullable Object[] values = (@Nullable Object[]) Array.newInstance(type.javaType(), rows.size());
        for (int i = 0; i < values.length; i++) {
            V field = value.apply(rows.get(i));
            values[i] = field == null ? null : type.element().apply(field);
        }
        return values;
    }

    /** The row's value, as a field of {@code COPY}. */
    void write(ByteBuf out, R row) {
        type.write(out, value.apply(row));
    }

    private static @Nullable String storable(@Nullable String text) {
        return text == null ? null : withoutNul(text);
    }

    // PostgreSQL's text holds every character but this one, and a name from a token may hold any.
    private static String withoutNul(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
    }
}
