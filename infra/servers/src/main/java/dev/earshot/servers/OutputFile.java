package dev.earshot.servers;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * What a process writes to its standard output, kept over its restarts. At a start, a file that has grown beyond 20 MB becomes
 * the older one ({@code .old}) and a new one begins.
 */
public final class OutputFile {
    private static final long MOST_BYTES = 20L << 20;
    private static final int TAIL_BYTES = 32 << 10;

    private final Path file;
    private final long from;

    private OutputFile(Path file, long from) {
        this.file = file;
        this.from = from;
    }

    /** For a process that is about to start. */
    public static OutputFile at(Path file) {
        try {
            if (Files.exists(file) && Files.size(file) > MOST_BYTES) {
                Files.move(file, Path.of(file + ".old"), StandardCopyOption.REPLACE_EXISTING);
            }
            return new OutputFile(file, Files.exists(file) ? Files.size(file) : 0);
        } catch (IOException failed) {
            throw new UncheckedIOException("Cannot keep " + file, failed);
        }
    }

    public ProcessBuilder.Redirect redirect() {
        return ProcessBuilder.Redirect.appendTo(file.toFile());
    }

    /** The last lines, at most 32 KB of them, of what the process wrote since it started; none if the file cannot be read. */
    public List<String> lastLines() {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            in.seek(Math.max(Math.min(from, in.length()), in.length() - TAIL_BYTES));
            byte[] tail = new byte[(int) (in.length() - in.getFilePointer())];
            in.readFully(tail);
            return new String(tail, StandardCharsets.UTF_8).lines().toList();
        } catch (IOException away) {
            return List.of();
        }
    }
}
