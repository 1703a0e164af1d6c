package dev.earshot.local;

import dev.earshot.servers.KafkaLogin;
import dev.earshot.servers.LiveKitSettings;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
 * @param database the password of the role {@code earshot}, which owns the services' database
 * @param superuser the password of the database's superuser {@code postgres}, which no service has
 * @param kafka the password of the one account that Kafka lets in, {@code earshot}
 */
record LocalSecrets(String dev, String livekit, String analyst, String database, String superuser, String kafka) {
    private static final List<String> NAMES = List.of("dev", "livekit", "analyst", "database", "superuser", "kafka");

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
            for (String name : NAMES) complete &= secrets.putIfAbsent(name, LiveKitSettings.newSecret()) != null;
            if (!complete) write(file, secrets);
            return new LocalSecrets(
                    secrets.getProperty("dev"),
                    secrets.getProperty("livekit"),
                    secrets.getProperty("analyst"),
                    secrets.getProperty("database"),
                    secrets.getProperty("superuser"),
                    secrets.getProperty("kafka"));
        } catch (IOException failed) {
            throw new UncheckedIOException("Cannot keep secrets in " + file, failed);
        }
    }

    /** How Kafka's clients log in. */
    KafkaLogin kafkaLogin() {
        return new KafkaLogin("earshot", kafka);
    }

    /** Whole or not at all, for other commands read it meanwhile. */
    private static void write(Path file, Properties secrets) throws IOException {
        Path whole = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(whole);
        Files.createFile(whole, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (Writer out = Files.newBufferedWriter(whole)) {
            secrets.store(out, null);
        }
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Nothing of any. */
    @Override
    public String toString() {
        return "LocalSecrets";
    }
}
