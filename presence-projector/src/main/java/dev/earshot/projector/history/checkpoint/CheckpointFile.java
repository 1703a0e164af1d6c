package dev.earshot.projector.history.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Adler32;
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
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
            if (bytes.remaining() < 2 * Long.BYTES || bytes.getLong() != MAGIC)
                return unusable(file, "it is no checkpoint");
            if (bytes.getLong() != checksum(bytes.slice())) return unusable(file, "its checksum is wrong");
            List<byte[]> parts = parts(bytes);
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

    private static List<byte[]> parts(ByteBuffer body) {
        List<byte[]> parts = new ArrayList<>();
        while (body.hasRemaining()) {
            byte[] part = new byte[body.getInt()];
            body.get(part);
            parts.add(part);
        }
        return parts;
    }

    /** How many bytes it took. */
    static long write(Path file, List<byte[]> parts) throws IOException {
        int length = 2 * Long.BYTES;
        for (byte[] part : parts) length += Integer.BYTES + part.length;
        ByteBuffer bytes = ByteBuffer.allocate(length).position(2 * Long.BYTES);
        for (byte[] part : parts) bytes.putInt(part.length).put(part);
        bytes.putLong(0, MAGIC).putLong(Long.BYTES, checksum(bytes.flip().position(2 * Long.BYTES)));
        Files.createDirectories(file.getParent());
        // Another process may write the same one just now: each has its own, and the last to be done wins.
        Path unfinished = Files.createTempFile(file.getParent(), ".unfinished", null);
        Files.write(unfinished, bytes.array());
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return length;
    }

    // Two sums, for one of 32 bits is right by chance now and then.
    private static long checksum(ByteBuffer bytes) {
        CRC32C one = new CRC32C();
        one.update(bytes.duplicate());
        Adler32 other = new Adler32();
        other.update(bytes.duplicate());
        return one.getValue() | other.getValue() << 32;
    }
}
