package dev.earshot.gateway.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How fast batches go out, and how long a slow socket is borne with. */
class PacesTest {
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);
    private final FlushPace pace = new FlushPace();

    @Test
    void the_first_change_goes_out_at_once_and_so_does_one_after_a_pause() {
        assertThat(pace.waitAt(0)).isZero();
        pace.started(0);
        pace.finished(MS);
        assertThat(pace.waitAt(1000 * MS)).isZero();
    }

    @Test
    void while_busy_a_batch_goes_out_every_five_milliseconds() {
        pace.started(0);
        pace.finished(MS);
        assertThat(pace.waitAt(2 * MS)).isEqualTo(3 * MS);
        assertThat(pace.waitAt(5 * MS)).isZero();
    }

    @Test
    void writing_that_takes_long_makes_batches_rarer_up_to_a_limit() {
        pace.started(0);
        pace.finished(8 * MS);
        assertThat(pace.waitAt(8 * MS)).isEqualTo(8 * MS);
        pace.started(16 * MS);
        pace.finished(516 * MS);
        assertThat(pace.waitAt(16 * MS)).isEqualTo(25 * MS);
    }

    @Test
    void a_socket_that_takes_nothing_for_ten_seconds_is_hopeless() {
        Lag lag = new Lag();
        lag.fellBehind(0);
        assertThat(lag.isHopeless(9999 * MS)).isFalse();
        assertThat(lag.isHopeless(10_001 * MS)).isTrue();
    }

    @Test
    void a_socket_that_falls_behind_again_and_again_is_hopeless() {
        Lag lag = new Lag();
        for (int i = 0; i < Lag.RESYNCS; i++) {
            lag.fellBehind(i * MS);
            assertThat(lag.isHopeless(i * MS)).isFalse();
            lag.caughtUp();
        }
        lag.fellBehind(50 * MS);
        assertThat(lag.isHopeless(50 * MS)).isTrue();
    }

    @Test
    void what_was_long_ago_is_forgiven() {
        Lag lag = new Lag();
        for (int i = 0; i <= Lag.RESYNCS; i++) {
            long now = i * (Lag.MEMORY + MS);
            lag.fellBehind(now);
            assertThat(lag.isHopeless(now)).isFalse();
            lag.caughtUp();
        }
    }
}
