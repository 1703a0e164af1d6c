package dev.earshot.projector.history.checkpoint;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Some bytes in one file, in parts: whole or not there, and never mistaken. A magic word, a checksum, then each part with its
 * length before it. Whatever is not exactly that is as good as no file.
 */
final class CheckpointFile {
    /** Raised when what the parts hold changes: files of another format lie in another directory. */
    static final int FORMAT = 2;

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointFile.class);
    private static final long MAGIC = 0x45415253484f5432L; // "EARSHOT2"

    private CheckpointFile() {}

    /** Makes something of the parts. */
    interface Reading<T> {
        T of(List<byte[]> parts) throws IOException;
    }

    /** What is made of the file, null if there is none or it cannot be used. */
    static <T> @Nullable T read(Path file, Reading<T> reading) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            if (in.readLong() != MAGIC) return unusable(file, "it is no checkpoint");
            long checksum = in.readLong();
            byte[] body = in.readAllBytes();
            if (checksum(body) != checksum) return unusable(file, "its checksum is wrong");
            List<byte[]> parts = parts(body);
            return parts.isEmpty() ? unusable(file, "it is empty") : reading.of(parts);
        } catch (NoSuchFileException none) {
            return null;
        } catch (IOException unreadable) {
            return unusable(file, unreadable.toString());
        }
    }

    private static <T> @Nullable T unusable(Path file, String why) {
        LOG.warn("The checkpoint {} is not used: {}", file, why);
        return null;
    }

    private static List<byte[]> parts(byte[] body) throws IOException {
        List<byte[]> parts = new ArrayList<>();
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(body));
        while (in.available() > 0) {
            byte[] part = new byte[in.readInt()];
            in.readFully(part);
            parts.add(part);
        }
        return parts;
    }

    /** How many bytes it took. */
    static long write(Path file, List<byte[]> parts) throws IOException {
        byte[] body = body(parts);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length + 2 * Long.BYTES);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(MAGIC);
            out.writeLong(checksum(body));
            out.write(body);
        }
        Files.createDirectories(file.getParent());
        // Another process may write the same one just now: each has its own, and the last to be done wins.
        Path unfinished = Files.createTempFile(file.getParent(), ".unfinished", null);
        Files.write(unfinished, bytes.toByteArray());
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return bytes.size();
    }

    private static byte[] body(List<byte[]> parts) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(body)) {
            for (byte[] part : parts) {
                out.writeInt(part.length);
                out.write(part);
            }
        }
        return body.toByteArray();
    }

    private static long checksum(byte[] bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, bytes.length);
        return sum.getValue() | (long) Arrays.hashCode(bytes) << 32;
    }
}
