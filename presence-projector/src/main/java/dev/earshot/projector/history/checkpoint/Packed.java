package dev.earshot.projector.history.checkpoint;

import dev.earshot.events.codec.Decoded;
import dev.earshot.events.codec.RecordCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** Values of one type as compressed JSON. */
final class Packed<T> {
    private final RecordCodec<T> codec;

    Packed(Class<T> type) {
        codec = RecordCodec.of(type);
    }

    byte[] pack(T value) {
        byte[] json = codec.encode(value);
        Deflater fast = new Deflater(Deflater.BEST_SPEED);
        ByteArrayOutputStream packed = new ByteArrayOutputStream(json.length / 4);
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed, fast)) {
            out.write(json);
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        } finally {
            fast.end();
        }
        return packed.toByteArray();
    }

    /** @throws IOException if it is no such value */
    T unpack(byte[] packed) throws IOException {
        try (InflaterInputStream json = new InflaterInputStream(new ByteArrayInputStream(packed))) {
            return switch (codec.decode(json.readAllBytes())) {
                case Decoded.Known<T>(T value) -> value;
                case Decoded.UnknownType<T>(String type) -> throw new IOException("its type is " + type);
                case Decoded.Unreadable<T>(String reason) -> throw new IOException(reason);
            };
        }
    }
}
