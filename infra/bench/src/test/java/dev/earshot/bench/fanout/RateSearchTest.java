package dev.earshot.bench.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RateSearchTest {
    private static final int LIMIT = 1000;
    private final List<Integer> asked = new ArrayList<>();

    @Test
    void it_ends_within_a_twentieth_of_what_the_server_can_do() {
        assertThat(search(730, 100, LIMIT + 1)).isBetween(694, 730);
    }

    @Test
    void a_server_that_takes_everything_is_asked_for_no_more_than_the_limit() {
        assertThat(search(5000, 100, LIMIT + 1)).isEqualTo(LIMIT);
        assertThat(asked).containsExactly(200, 400, 800, 1000);
    }

    @Test
    void what_is_known_already_is_not_asked_again() {
        assertThat(search(88, 20, 100)).isBetween(83, 88);
        assertThat(asked).allMatch(rate -> rate > 20 && rate < 100);
    }

    @Test
    void a_server_that_passes_nothing_ends_at_nothing() {
        assertThat(search(0, 0, 20)).isZero();
    }

    private int search(int capacity, int passed, int failed) {
        return RateSearch.highest(passed, failed, LIMIT, rate -> {
            asked.add(rate);
            return rate <= capacity;
        });
    }
}
