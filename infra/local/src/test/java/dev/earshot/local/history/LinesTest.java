package dev.earshot.local.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class LinesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T14:05:00Z");

    @Test
    void columns_are_as_wide_as_their_widest_cell_and_empty_ones_are_left_out() {
        Table table = new Table("CHANNEL", "NOTHING", "PERSON")
                .row("lounge", "", "Ann")
                .row("m", "", "Günther");
        assertThat(table.lines()).containsExactly("CHANNEL  PERSON", "lounge   Ann", "m        Günther");
    }

    @Test
    void a_name_cannot_command_the_terminal() {
        assertThat(new Table("PERSON").row("\u001b[2JAnn\nBob").lines()).containsExactly("PERSON", "·[2JAnn·Bob");
    }

    @Test
    void nothing_that_turns_a_line_around_or_hides_in_it_reaches_the_terminal_but_emoji_and_their_joiners_do() {
        assertThat(Printable.of("ui/1\u202e2.0 \u2028 \u2066x\u2069 \ufeff \ue000"))
                .isEqualTo("ui/1·2.0 · ·x· · ·");
        assertThat(Printable.of("👩\u200d💻 Zoë")).isEqualTo("👩\u200d💻 Zoë");
    }

    @Test
    void times_of_today_are_written_without_the_date_and_in_the_readers_zone() {
        LocalTimes berlin = LocalTimes.at(NOW, ZoneId.of("Europe/Berlin"));
        assertThat(berlin.of(Instant.parse("2026-11-22T13:00:00.250Z"))).isEqualTo("14:00:00.250");
        assertThat(berlin.of(Instant.parse("2026-11-21T23:30:00Z"))).isEqualTo("00:30:00.000");
        assertThat(berlin.of(Instant.parse("2026-11-21T22:30:00Z"))).isEqualTo("2026-11-21 23:30:00.000");
    }

    @Test
    void progress_is_told_with_its_rate_and_the_time_left() {
        assertThat(ProgressLine.of(500_000, 2_000_000, Duration.ofSeconds(1)))
                .isEqualTo("[██████··················]  25 %  500,000 of 2,000,000 events, 500,000/s, 3 s left");
        assertThat(ProgressLine.of(10, 120_010, Duration.ofSeconds(1))).endsWith("10/s, 3:20 h left");
        assertThat(ProgressLine.of(0, 0, Duration.ZERO)).contains("  0 %");
    }

    @Test
    void progress_is_drawn_only_on_a_terminal_and_only_if_it_takes_long() {
        StringWriter drawn = new StringWriter();
        MovedClock clock = new MovedClock();
        try (ProgressBar bar = new ProgressBar(new PrintWriter(drawn), true, 60, clock)) {
            bar.read(1, 100);
            assertThat(drawn.toString()).isEmpty();
            clock.now = NOW.plusSeconds(1);
            bar.read(50, 100);
            assertThat(drawn.toString()).startsWith("\r[").contains("50 %");
        }
        assertThat(drawn.toString()).endsWith("\r\u001b[K");
        StringWriter piped = new StringWriter();
        try (ProgressBar bar = new ProgressBar(new PrintWriter(piped), false, 60, new MovedClock())) {
            bar.read(50, 100);
        }
        assertThat(piped.toString()).isEmpty();
    }

    private static final class MovedClock extends Clock {
        private Instant now = NOW;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return Clock.fixed(now, zone);
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
