package dev.earshot.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With real processes, small ones, and pauses that do not last. */
class WatchTest {
    @TempDir
    Path root;

    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
    private final Queue<Duration> pauses = new ConcurrentLinkedQueue<>();
    private final Queue<Shell> started = new ConcurrentLinkedQueue<>();
    private DataDirectory data;

    @BeforeEach
    void create() {
        data = new DataDirectory(root);
        data.create();
    }

    @Test
    void a_part_that_is_killed_is_started_again_and_the_line_says_why_and_where_the_log_is() throws Exception {
        try (Watch watch = watch("sleep 600", pauses::add)) {
            watch.start();
            started.element().process.destroyForcibly();
            await().until(() -> said().contains("analytics is up again"));
            assertThat(said())
                    .contains("analytics ended (killed by signal 9, KILL); starting it again in 1 s. Log: "
                            + data.logs().resolve("analytics.log"));
            assertThat(known().state()).isEqualTo(PartsFile.State.UP);
            assertThat(known().restarts()).isEqualTo(1);
        }
    }

    @Test
    void after_five_deaths_in_a_row_it_stays_down_and_says_so_in_red() throws Exception {
        try (Watch watch = watch("exit 3", pauses::add)) {
            watch.start();
            await().until(() -> said().contains("stays down"));
            assertThat(pauses)
                    .containsExactly(
                            Duration.ofSeconds(1),
                            Duration.ofSeconds(3),
                            Duration.ofSeconds(9),
                            Duration.ofSeconds(27));
            assertThat(started).hasSize(5);
            assertThat(said())
                    .contains(
                            "\u001b[31manalytics ended 5 times in a row (the last time: exit code 3) and stays down.");
            assertThat(known().state()).isEqualTo(PartsFile.State.DOWN);
            assertThat(known().why()).isEqualTo("exit code 3");
        }
    }

    @Test
    void a_start_that_fails_is_a_death_too() throws Exception {
        Watch.Starter failing = () -> {
            throw new IOException("the port is taken");
        };
        try (Watch watch = new Watch(Part.AUDIO, failing, report(true), InstantSource.system(), pauses::add)) {
            watch.begin();
            await().until(() -> said().contains("stays down"));
            assertThat(said()).contains("LiveKit ended 5 times in a row (the last time: the port is taken)");
        }
    }

    @Test
    void what_is_being_stopped_is_not_started_again() throws Exception {
        CountDownLatch inPause = new CountDownLatch(1);
        Watch watch = watch("sleep 600", time -> {
            inPause.countDown();
            new CountDownLatch(1).await();
        });
        watch.start();
        started.element().process.destroyForcibly();
        inPause.await();
        watch.close();
        assertThat(started).hasSize(1);
    }

    @Test
    void one_signal_to_all_brings_none_back_while_the_others_are_stopped() throws Exception {
        Watch watch = watch("sleep 600", pauses::add);
        watch.start();
        watch.stopRestarting();
        started.element().process.destroyForcibly().waitFor();
        watch.close();
        assertThat(started).hasSize(1);
        assertThat(said()).doesNotContain("ended");
    }

    private Watch watch(String script, Watch.Pause pause) {
        Watch.Starter starter = () -> {
            Shell shell = new Shell(
                    new ProcessBuilder("/bin/sh", "-c", script.startsWith("exit") ? script : "exec " + script).start());
            started.add(shell);
            return shell;
        };
        return new Watch(Part.ANALYTICS, starter, report(true), InstantSource.system(), pause);
    }

    private RunReport report(boolean coloured) {
        return new RunReport(new PrintStream(terminal, true, StandardCharsets.UTF_8), coloured, data);
    }

    private String said() {
        return terminal.toString(StandardCharsets.UTF_8);
    }

    private PartsFile.Known known() {
        return Objects.requireNonNull(PartsFile.read(data.parts()).get(Part.ANALYTICS));
    }

    private record Shell(Process process) implements Running {
        @Override
        public long pid() {
            return process.pid();
        }

        @Override
        public void awaitReady() {}

        @Override
        public String awaitEnd() throws InterruptedException {
            return Deaths.why(process.waitFor(), List.of());
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
