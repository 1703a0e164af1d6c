package dev.earshot.projector.history.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Keeps all checkpoints together within so many bytes. */
final class CheckpointBound {
    private final Path directory;
    private final long mostBytes;
    /** Of all files; negative while nobody has looked. */
    private long bytes = -1;

    CheckpointBound(Path directory, long mostBytes) {
        this.directory = directory;
        this.mostBytes = mostBytes;
    }

    private record Stored(Path file, long bytes, FileTime used) {}

    /** A file was written; the ones that were used longest ago make room for it. */
    synchronized void wrote(long size) throws IOException {
        if (bytes >= 0) bytes += size;
        if (bytes >= 0 && bytes <= mostBytes) return;
        List<Stored> files = files();
        bytes = files.stream().mapToLong(Stored::bytes).sum();
        if (bytes <= mostBytes) return;
        files.sort(Comparator.comparing(Stored::used));
        for (Stored file : files) {
            // A quarter at once, or every further file would begin with looking at all of them.
            if (bytes <= mostBytes - mostBytes / 4) break;
            Files.deleteIfExists(file.file());
            bytes -= file.bytes();
        }
    }

    private List<Stored> files() throws IOException {
        List<Stored> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator)
                files.add(new Stored(file, Files.size(file), Files.getLastModifiedTime(file)));
        } catch (UncheckedIOException | NoSuchFileException gone) {
            // Another process makes room as well; what it has left is looked at next time.
            return files;
        }
        return files;
    }
}
