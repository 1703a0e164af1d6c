package dev.earshot.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeathsTest {
    private static final Duration AT_ONCE = Duration.ZERO;

    @Test
    void the_pauses_grow_and_the_fifth_death_in_a_row_is_the_last() {
        List<Long> pauses = new ArrayList<>();
        Deaths deaths = Deaths.NONE.after(AT_ONCE);
        while (deaths.pause().isPresent()) {
            pauses.add(deaths.pause().get().toSeconds());
            deaths = deaths.after(AT_ONCE);
        }
        assertThat(pauses).containsExactly(1L, 3L, 9L, 27L);
        assertThat(deaths.inARow()).isEqualTo(5);
    }

    @Test
    void a_part_that_was_ready_for_more_than_ten_seconds_begins_a_new_row() {
        Deaths four = new Deaths(4);
        assertThat(four.after(Duration.ofSeconds(10)).pause()).isEmpty();
        assertThat(four.after(Duration.ofSeconds(11)).pause()).contains(Duration.ofSeconds(1));
    }

    @Test
    void a_signal_is_named() {
        assertThat(Deaths.why(137, List.of("Starting"))).isEqualTo("killed by signal 9, KILL");
        assertThat(Deaths.why(143, List.of())).isEqualTo("killed by signal 15, TERM");
        assertThat(Deaths.why(1, List.of())).isEqualTo("exit code 1");
    }

    @Test
    void the_end_of_memory_is_said_in_the_words_of_the_log() {
        List<String> said = List.of("Starting", "Terminating due to java.lang.OutOfMemoryError: Java heap space");
        assertThat(Deaths.why(3, said)).isEqualTo("Terminating due to java.lang.OutOfMemoryError: Java heap space");
    }
}
