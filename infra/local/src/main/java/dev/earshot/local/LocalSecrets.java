package dev.earshot.local;

import dev.earshot.servers.LiveKitSettings;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Properties;

/**
 * Secrets made up at the first run and kept beside its data, in a file that only this user reads, so that logins
 * survive a restart.
 *
 * @param dev     signs the dev profile's tokens
 * @param livekit signs LiveKit's tokens and webhooks
 * @param analyst the password of the database's read-only role
 */
record LocalSecrets(String dev, String livekit, String analyst) {

    static LocalSecrets in(Path file) {
        try {
            Properties secrets = new Properties();
            if (Files.exists(file)) {
                try (Reader in = Files.newBufferedReader(file)) {
                    secrets.load(in);
                }
            }
            // One that an older version did not know is made up as well.
            boolean complete = true;
            for (String name : List.of("dev", "livekit", "analyst"))
                complete &= secrets.putIfAbsent(name, LiveKitSettings.newSecret()) != null;
            if (!complete) write(file, secrets);
            return new LocalSecrets(
                    secrets.getProperty("dev"), secrets.getProperty("livekit"), secrets.getProperty("analyst"));
        } catch (IOException failed) {
            throw new UncheckedIOException("Cannot keep secrets in " + file, failed);
        }
    }

    private static void write(Path file, Properties secrets) throws IOException {
        if (!Files.exists(file))
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (Writer out = Files.newBufferedWriter(file)) {
            secrets.store(out, null);
        }
    }

    /** Nothing of any. */
    @Override
    public String toString() {
        return "LocalSecrets";
    }
}
