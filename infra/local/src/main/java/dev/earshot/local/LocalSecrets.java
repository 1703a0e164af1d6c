package dev.earshot.local;

import dev.earshot.servers.LiveKitSettings;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;

/**
 * Secrets made up at the first run and kept beside its data, in a file that only this user reads, so that logins
 * survive a restart.
 *
 * @param dev     signs the dev profile's tokens
 * @param livekit signs LiveKit's tokens and webhooks
 */
record LocalSecrets(String dev, String livekit) {

    static LocalSecrets in(Path file) {
        try {
            if (!Files.exists(file)) {
                create(file);
            }
            Properties secrets = new Properties();
            try (Reader in = Files.newBufferedReader(file)) {
                secrets.load(in);
            }
            return new LocalSecrets(require(secrets, "dev", file), require(secrets, "livekit", file));
        } catch (IOException failed) {
            throw new UncheckedIOException("Cannot keep secrets in " + file, failed);
        }
    }

    private static void create(Path file) throws IOException {
        Properties secrets = new Properties();
        secrets.setProperty("dev", LiveKitSettings.newSecret());
        secrets.setProperty("livekit", LiveKitSettings.newSecret());
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (Writer out = Files.newBufferedWriter(file)) {
            secrets.store(out, null);
        }
    }

    private static String require(Properties secrets, String name, Path file) {
        String value = secrets.getProperty(name);
        if (value == null) {
            throw new IllegalStateException(file + " lacks " + name + ": delete it, and new secrets are made up");
        }
        return value;
    }

    /** Nothing of either. */
    @Override
    public String toString() {
        return "LocalSecrets";
    }
}
