package dev.earshot.analytics.fact;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A type of PostgreSQL's, and how its values travel: in an array of a parameter, or in a stream of {@code COPY}.
 *
 * @param sent the type of the array's elements, in PostgreSQL
 * @param cast what makes the column's type of a sent element, empty if it is that already
 * @param javaType of the array's elements, as the driver takes them
 * @param element a value as an element
 * @param binary a value as {@code COPY … (FORMAT binary)} takes it, without the length
 */
record ColumnType<V>(
        String sent, String cast, Class<?> javaType, Function<V, Object> element, BiConsumer<ByteBuf, V> binary) {
    static final ColumnType<String> TEXT = plain("text", String.class, ByteBufUtil::writeUtf8);
    static final ColumnType<Integer> INT = plain("int", Integer.class, ByteBuf::writeInt);
    static final ColumnType<Long> BIGINT = plain("bigint", Long.class, ByteBuf::writeLong);
    static final ColumnType<Boolean> BOOLEAN = plain("boolean", Boolean.class, ByteBuf::writeBoolean);
    static final ColumnType<Double> DOUBLE = plain("double precision", Double.class, ByteBuf::writeDouble);
    static final ColumnType<Instant> TIMESTAMPTZ =
            plain("timestamptz", Instant.class, (out, time) -> out.writeLong(micros(time)));
    /** As an element it is sent as PostgreSQL writes one, for an array of arrays would be taken apart wholly. */
    static final ColumnType<List<String>> TEXTS =
            new ColumnType<>("text", "::text[]", String.class, TextArray::literal, TextArray::write);

    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");
    private static final int NULL = -1;

    private static <V> ColumnType<V> plain(String name, Class<V> javaType, BiConsumer<ByteBuf, V> binary) {
        return new ColumnType<>(name, "", javaType, value -> value, binary);
    }

    /** With its length before it. */
    void write(ByteBuf out, @Nullable V value) {
        if (value == null) {
            out.writeInt(NULL);
            return;
        }
        int length = out.writerIndex();
        out.writeInt(0);
        binary.accept(out, value);
        out.setInt(length, out.writerIndex() - length - Integer.BYTES);
    }

    private static long micros(Instant time) {
        Duration since = Duration.between(EPOCH, time);
        return since.getSeconds() * 1_000_000L + since.getNano() / 1_000;
    }
}
