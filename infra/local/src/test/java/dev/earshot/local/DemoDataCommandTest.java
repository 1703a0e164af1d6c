package dev.earshot.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.local.demo.DemoPlan;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DemoDataCommandTest {
    @TempDir
    Path data;

    @Test
    void where_there_is_data_nothing_is_made_up() throws Exception {
        Files.createDirectories(data.resolve("kafka"));
        assertThat(refusal()).contains("There is data in " + data).contains("./earshot reset");
        assertThat(data.resolve("kafka")).isEmptyDirectory();
    }

    @Test
    void while_the_product_runs_nothing_is_made_up() {
        try (RunLock _ = RunLock.take(data.resolve("lock")).orElseThrow()) {
            assertThat(refusal()).contains("Earshot is running on " + data).contains("stop it first");
        }
    }

    @Test
    void a_history_that_the_disk_cannot_hold_is_refused_before_anything_is_written() {
        DemoPlan year = DemoPlan.untilNow(365, 2_000, 20_000, 1, Clock.systemUTC());
        assertThat(DemoDisk.refusal(year, 20L << 30).orElseThrow())
                .contains("20.0 GiB are free")
                .contains("fewer --days");
        assertThat(DemoDisk.refusal(year, 2_000L << 30)).isEmpty();
    }

    @Test
    void progress_says_how_fast_it_is_and_how_long_it_takes() {
        assertThat(ProgressBar.line(0.25, 1_000_000, Duration.ofSeconds(20)))
                .isEqualTo("  [########......................]  25 %  1,000,000 records, 50,000/s, 60 s left ");
    }

    private String refusal() {
        PrintStream before = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, UTF_8));
        try {
            CommandLine line = new CommandLine(new DemoDataCommand());
            assertThat(line.execute("--data=" + data)).isEqualTo(1);
        } finally {
            System.setErr(before);
        }
        return said.toString(UTF_8);
    }
}
