package dev.earshot.servers;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** PostgreSQL's programs for this machine, unpacked once from the jar that carries them into the user's cache. */
final class PostgresBinaries {
    private static final int NAME_LENGTH = 16;

    private PostgresBinaries() {}

    /** The directory that holds {@code bin/postgres}. It is whole whenever it exists. */
    static Path unpacked() {
        String bundle = bundle();
        Path cache = UserCache.directory();
        try {
            Path place = cache.resolve("postgres-" + digest(bundle));
            if (Files.exists(place)) return place;
            Path fresh = Files.createTempDirectory(cache, "postgres-");
            unpack(bundle, fresh);
            moveInto(fresh, place);
            return place;
        } catch (IOException failed) {
            throw new UncheckedIOException("PostgreSQL could not be unpacked into " + cache, failed);
        }
    }

    private static void moveInto(Path fresh, Path place) throws IOException {
        try {
            Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException another) {
            // Another start was faster, and its programs are the same.
            Scratch.delete(fresh);
            if (!Files.exists(place)) throw another;
        }
    }

    private static void unpack(String bundle, Path into) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(open(bundle))))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = into.resolve(entry.getName()).normalize();
                if (!target.startsWith(into)) throw new IOException("Unexpected entry " + entry.getName());
                write(tar, entry, target);
            }
        }
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path target) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Path parent = Objects.requireNonNull(target.getParent());
        Files.createDirectories(parent);
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        if (!entry.isFile()) throw new IOException("Unexpected entry " + entry.getName());
        Files.copy(tar, target);
        boolean program = parent.endsWith("bin");
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(program ? "rwx------" : "rw-------"));
    }

    /** By content, so that another version of the jar is unpacked beside it. */
    private static String digest(String bundle) throws IOException {
        try (DigestInputStream in = new DigestInputStream(open(bundle), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest()).substring(0, NAME_LENGTH);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static InputStream open(String bundle) throws IOException {
        InputStream in = PostgresBinaries.class.getResourceAsStream(bundle);
        if (in == null) throw new IOException("There is no PostgreSQL for this machine (" + bundle + ")");
        return in;
    }

    private static String bundle() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
        String processor = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        return "/postgres-" + system + "-" + processor + ".txz";
    }
}
