package dev.earshot.faults.abuse;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A disk of a known size that can be filled: a tmpfs, which only root may mount. */
public final class LimitedDisk implements AutoCloseable {
    private final Path directory;
    private final boolean mounted;

    private LimitedDisk(Path directory, boolean mounted) {
        this.directory = directory;
        this.mounted = mounted;
    }

    /** Mounts a disk of so many MiB, or takes the directory as it is where that is not allowed. */
    public static LimitedDisk mount(Path directory, int mebibytes) {
        try {
            Files.createDirectories(directory);
            boolean done = run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", directory.toString());
            return new LimitedDisk(directory, done);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public Path directory() {
        return directory;
    }

    /** Whether it has a size of its own, so that it can be filled. */
    public boolean isLimited() {
        return mounted;
    }

    /** Leaves not a byte free until {@link #free}. */
    public void fill() {
        byte[] block = new byte[1 << 20];
        try (OutputStream out = Files.newOutputStream(filler())) {
            while (true) out.write(block);
        } catch (IOException full) {
            // That is what was wanted: the last block did not fit.
        }
    }

    public void free() {
        try {
            Files.deleteIfExists(filler());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        if (mounted) run("umount", "-l", directory.toString());
    }

    private Path filler() {
        return directory.resolve("filler");
    }

    private static boolean run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
