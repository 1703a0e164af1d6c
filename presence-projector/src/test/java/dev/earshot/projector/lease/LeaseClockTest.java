package dev.earshot.projector.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LeaseClockTest {
    private final AtomicLong nanos = new AtomicLong(-77);
    private final LeaseClock clock = new LeaseClock(nanos::get);

    @Test
    void the_first_tick_only_starts_it() {
        tickAfter(Duration.ofHours(1));
        assertThat(clock.now()).isZero();
    }

    @Test
    void each_tick_moves_it_by_the_time_since_the_last() {
        tickAfter(Duration.ZERO);
        tickAfter(Duration.ofSeconds(1));
        tickAfter(Duration.ofMillis(900));
        assertThat(clock.now()).isEqualTo(Duration.ofMillis(1900));
    }

    @Test
    void ticks_of_several_gateways_do_not_make_it_run_faster() {
        tickAfter(Duration.ZERO);
        for (int i = 0; i < 20; i++) tickAfter(Duration.ofMillis(500));
        assertThat(clock.now()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void it_stands_still_while_no_tick_comes_and_then_moves_two_seconds_at_most() {
        tickAfter(Duration.ZERO);
        nanos.addAndGet(Duration.ofMinutes(10).toNanos());
        assertThat(clock.now()).isZero();
        tickAfter(Duration.ZERO);
        assertThat(clock.now()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void a_backlog_of_ticks_read_at_once_hardly_moves_it() {
        tickAfter(Duration.ZERO);
        for (int i = 0; i < 600; i++) tickAfter(Duration.ofNanos(100_000));
        assertThat(clock.now()).isLessThan(Duration.ofSeconds(1));
    }

    private void tickAfter(Duration time) {
        nanos.addAndGet(time.toNanos());
        clock.tick();
    }
}
