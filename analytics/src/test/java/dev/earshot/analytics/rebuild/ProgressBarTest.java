package dev.earshot.analytics.rebuild;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
    @Test
    void the_line_says_how_far_how_fast_and_how_long() {
        assertThat(ProgressBar.line(500_000, 2_000_000, Duration.ofSeconds(5)))
                .isEqualTo("[=======>                      ]  25 %  500,000 of 2,000,000  100,000/s  0:15 left");
        assertThat(ProgressBar.line(0, 0, Duration.ZERO)).startsWith("[==============================] 100 %");
    }

    @Test
    void in_a_file_each_tenth_is_a_line() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ProgressBar bar = new ProgressBar(new PrintStream(out, true, UTF_8), false, () -> 0);
        for (int i = 1; i <= 1_000; i++) bar.read(i, 1_000);
        assertThat(out.toString(UTF_8).lines()).hasSize(10);
    }
}
