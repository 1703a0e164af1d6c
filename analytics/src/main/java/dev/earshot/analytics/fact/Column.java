package dev.earshot.analytics.fact;

import java.lang.reflect.Array;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One column of a fact table.
 *
 * @param type in PostgreSQL, as it is sent
 * @param selected how the column is selected from what was sent
 * @param javaType as the driver takes it, in an array
 */
record Column<R>(String name, String type, String selected, Class<?> javaType, Function<R, @Nullable Object> value) {

    private Column(String name, String type, Class<?> javaType, Function<R, @Nullable Object> value) {
        this(name, type, name, javaType, value);
    }

    static <R> Column<R> text(String name, Function<R, @Nullable String> value) {
        return new Column<>(name, "text", String.class, row -> storable(value.apply(row)));
    }

    static <R> Column<R> whole(String name, Function<R, Integer> value) {
        return new Column<>(name, "int", Integer.class, value::apply);
    }

    static <R> Column<R> big(String name, Function<R, Long> value) {
        return new Column<>(name, "bigint", Long.class, value::apply);
    }

    static <R> Column<R> flag(String name, Function<R, Boolean> value) {
        return new Column<>(name, "boolean", Boolean.class, value::apply);
    }

    static <R> Column<R> measure(String name, Function<R, @Nullable Double> value) {
        return new Column<>(name, "double precision", Double.class, value::apply);
    }

    /** A list of texts. Sent as PostgreSQL writes one, for an array of arrays would be taken apart wholly. */
    static <R> Column<R> texts(String name, Function<R, List<String>> value) {
        return new Column<>(name, "text", name + "::text[]", String.class, row -> arrayText(value.apply(row)));
    }

    static <R> Column<R> time(String name, Function<R, Instant> value) {
        return new Column<>(name, "timestamptz", Instant.class, value::apply);
    }

    /** The column's values of these rows, as an array of its own type. */
    @Nullable
    Object[] values(List<? extends R> rows) {
        @Nullable Object[] values = (@Nullable Object[]) Array.newInstance(javaType, rows.size());
        for (int i = 0; i < values.length; i++) values[i] = value.apply(rows.get(i));
        return values;
    }

    private static String arrayText(List<String> texts) {
        return texts.stream()
                .map(text ->
                        '"' + text.replace('\0', '\uFFFD').replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(",", "{", "}"));
    }

    // PostgreSQL's text holds every character but this one, and a name from a token may hold any.
    private static @Nullable String storable(@Nullable String text) {
        return text == null || text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
    }
}
