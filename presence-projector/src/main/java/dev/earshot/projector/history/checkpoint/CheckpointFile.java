package dev.earshot.projector.history.checkpoint;

import dev.earshot.events.codec.Decoded;
import dev.earshot.events.codec.RecordCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.zip.CRC32C;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One value in one file: whole or not there, and never mistaken. A magic word, a checksum, then compressed JSON. Whatever is not
 * exactly that is as good as no file.
 */
final class CheckpointFile<T> {
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointFile.class);
    private static final long MAGIC = 0x45415253484f5431L; // "EARSHOT1"

    private final RecordCodec<T> codec;

    CheckpointFile(Class<T> type) {
        codec = RecordCodec.of(type);
    }

    /** The value, null if there is none or it cannot be used. */
    @Nullable
    T read(Path file) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            if (in.readLong() != MAGIC) return unusable(file, "it is no checkpoint");
            long checksum = in.readLong();
            byte[] packed = in.readAllBytes();
            if (checksum(packed) != checksum) return unusable(file, "its checksum is wrong");
            return decoded(file, new InflaterInputStream(new ByteArrayInputStream(packed)).readAllBytes());
        } catch (NoSuchFileException none) {
            return null;
        } catch (IOException unreadable) {
            return unusable(file, unreadable.toString());
        }
    }

    private @Nullable T decoded(Path file, byte[] json) {
        return switch (codec.decode(json)) {
            case Decoded.Known<T>(T value) -> value;
            case Decoded.UnknownType<T>(String type) -> unusable(file, type);
            case Decoded.Unreadable<T>(String reason) -> unusable(file, reason);
        };
    }

    private @Nullable T unusable(Path file, String why) {
        LOG.warn("The checkpoint {} is not used: {}", file, why);
        return null;
    }

    /** How many bytes it took. */
    long write(Path file, T value) throws IOException {
        byte[] packed = packed(codec.encode(value));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(packed.length + 2 * Long.BYTES);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(MAGIC);
            out.writeLong(checksum(packed));
            out.write(packed);
        }
        Files.createDirectories(file.getParent());
        // Another process may write the same one just now: each has its own, and the last to be done wins.
        Path unfinished = Files.createTempFile(file.getParent(), ".unfinished", null);
        Files.write(unfinished, bytes.toByteArray());
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return bytes.size();
    }

    private static byte[] packed(byte[] json) throws IOException {
        Deflater fast = new Deflater(Deflater.BEST_SPEED);
        ByteArrayOutputStream packed = new ByteArrayOutputStream(json.length / 4);
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed, fast)) {
            out.write(json);
        } finally {
            fast.end();
        }
        return packed.toByteArray();
    }

    private static long checksum(byte[] bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, bytes.length);
        return sum.getValue() | (long) Arrays.hashCode(bytes) << 32;
    }
}
