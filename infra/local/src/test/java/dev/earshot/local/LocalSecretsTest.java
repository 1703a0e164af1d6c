package dev.earshot.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalSecretsTest {
    @TempDir
    Path directory;

    @Test
    void they_are_made_up_once_and_the_same_at_the_next_start() {
        Path file = directory.resolve("secrets.properties");
        LocalSecrets first = LocalSecrets.in(file);
        assertThat(LocalSecrets.in(file)).isEqualTo(first);
        assertThat(first.dev()).hasSizeGreaterThanOrEqualTo(32).isNotEqualTo(first.livekit());
    }

    @Test
    void nobody_else_reads_them_and_no_text_shows_them() throws Exception {
        Path file = directory.resolve("secrets.properties");
        LocalSecrets secrets = LocalSecrets.in(file);
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(secrets.toString())
                .doesNotContain(
                        secrets.dev(),
                        secrets.livekit(),
                        secrets.analyst(),
                        secrets.database(),
                        secrets.superuser(),
                        secrets.kafka());
        assertThat(secrets.kafkaLogin().toString()).doesNotContain(secrets.kafka());
    }

    @Test
    void one_that_an_older_version_did_not_know_is_made_up_beside_those_that_stay() throws Exception {
        Path file = directory.resolve("secrets.properties");
        Files.writeString(file, "dev=old-dev\nlivekit=old-livekit\n");
        LocalSecrets secrets = LocalSecrets.in(file);
        assertThat(secrets.dev()).isEqualTo("old-dev");
        assertThat(secrets.livekit()).isEqualTo("old-livekit");
        assertThat(List.of(secrets.analyst(), secrets.database(), secrets.superuser(), secrets.kafka()))
                .allMatch(made -> made.length() >= 32)
                .doesNotHaveDuplicates();
        assertThat(LocalSecrets.in(file)).isEqualTo(secrets);
    }
}
