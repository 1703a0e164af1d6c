package dev.earshot.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {
    @TempDir
    Path directory;

    @Test
    void the_first_run_gets_it_and_the_second_does_not() {
        Path file = directory.resolve("lock");
        try (RunLock first = RunLock.take(file).orElseThrow()) {
            assertThat(first).isNotNull();
            assertThat(RunLock.take(file)).isEmpty();
            assertThat(RunLock.isHeld(file)).isTrue();
            assertThat(RunLock.holder(file))
                    .isEqualTo(String.valueOf(ProcessHandle.current().pid()));
        }
    }

    @Test
    void a_file_that_a_killed_run_left_behind_blocks_nobody() throws Exception {
        Path file = directory.resolve("lock");
        Files.writeString(file, "1\n");
        assertThat(RunLock.isHeld(file)).isFalse();
        assertThat(RunLock.take(file)).isPresent();
    }
}
