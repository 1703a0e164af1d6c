package dev.earshot.events.fold;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fold's time follows the log's clock, and is not held by an hour that has not come yet. */
class FoldTimeTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void it_is_the_largest_append_time_so_far() {
        FoldTime time = FoldTime.NONE.advance(NOON).advance(NOON.plusSeconds(9)).advance(NOON.plusSeconds(4));
        assertThat(time.now()).isEqualTo(NOON.plusSeconds(9));
        assertThat(time.isSetBack()).isFalse();
    }

    @Test
    void a_clock_that_lags_by_a_minute_does_not_set_it_back_and_one_that_lags_by_more_does() {
        FoldTime time = FoldTime.NONE.advance(NOON).advance(NOON.minusSeconds(60));
        assertThat(time).isEqualTo(FoldTime.of(NOON));
        assertThat(time.advance(NOON.minusSeconds(60).minusMillis(1)).isSetBack())
                .isTrue();
    }

    @Test
    void a_clock_that_was_ahead_and_came_back_sets_it_back_once() {
        FoldTime ahead = FoldTime.NONE.advance(NOON).advance(NOON.plus(DAY));
        FoldTime back = ahead.advance(NOON.plusSeconds(1));
        assertThat(back.now()).isEqualTo(NOON.plusSeconds(1));
        assertThat(back.setBackFrom()).isEqualTo(NOON.plus(DAY));
        assertThat(back.advance(NOON.plusSeconds(1)).isSetBack()).isFalse();
        assertThat(back.advance(NOON.plusSeconds(2))).isEqualTo(FoldTime.of(NOON.plusSeconds(2)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatever_the_clock_does_it_is_never_far_from_it(long seed) {
        FoldTime time = FoldTime.NONE;
        for (Instant appended : wildClock(seed, 3_000)) {
            Instant before = time.at();
            time = time.advance(appended);
            assertThat(time.now()).isBetween(appended, appended.plus(FoldTime.TOLERANCE));
            boolean smaller = before != null && time.now().isBefore(before);
            assertThat(time.isSetBack()).isEqualTo(smaller);
        }
    }

    /** Append times of a broker whose clock jumps, by seconds and by days, and comes back. */
    static List<Instant> wildClock(long seed, int records) {
        Random random = new Random(seed);
        List<Instant> appended = new ArrayList<>(records);
        Instant now = NOON;
        Duration ahead = Duration.ZERO;
        for (int i = 0; i < records; i++) {
            now = now.plusMillis(random.nextInt(20) == 0 ? random.nextInt(90_000) : random.nextInt(2_000));
            if (random.nextInt(40) == 0) {
                ahead = switch (random.nextInt(5)) {
                    case 0 -> Duration.ofDays(1 + random.nextInt(3));
                    case 1 -> Duration.ofSeconds(random.nextInt(7_200));
                    case 2 -> Duration.ofSeconds(-random.nextInt(90));
                    default -> Duration.ZERO;
                };
            }
            appended.add(now.plus(ahead));
        }
        return appended;
    }
}
