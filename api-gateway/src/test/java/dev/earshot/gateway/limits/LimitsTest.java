package dev.earshot.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.events.id.GatewayId;
import dev.earshot.events.id.UserId;
import dev.earshot.gateway.log.LiveGateways;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LimitsTest {
    private static final UserId ALICE = new UserId("alice");
    private static final LimitSettings DEFAULTS = new LimitSettings(null, null, null, 20, null, null, null);

    private final MovedTime time = new MovedTime();
    private final AtomicInteger live = new AtomicInteger(1);
    private final LiveGateways gateways = new LiveGateways() {
        @Override
        public int count() {
            return live.get();
        }

        @Override
        public boolean looksAfter(int partition) {
            return true;
        }

        @Override
        public Map<GatewayId, Duration> silences() {
            return Map.of();
        }
    };

    @Test
    void a_session_may_burst_sixty_commands_and_then_twenty_a_second() {
        SessionBudget session = sockets(DEFAULTS).session();
        assertThat(granted(session::command, 100)).isEqualTo(60);
        assertThat(session.command())
                .hasValueSatisfying(wait -> assertThat(wait).isBetween(Duration.ofMillis(1), Duration.ofMillis(50)));
        time.move(Duration.ofSeconds(1));
        assertThat(granted(session::command, 100)).isEqualTo(20);
    }

    @Test
    void a_session_may_burst_ten_joins_and_then_two_a_second() {
        SessionBudget session = sockets(DEFAULTS).session();
        assertThat(granted(session::join, 100)).isEqualTo(10);
        time.move(Duration.ofSeconds(3));
        assertThat(granted(session::join, 100)).isEqualTo(6);
        assertThat(granted(session::command, 100)).isEqualTo(60);
    }

    @Test
    void a_user_may_open_so_many_sockets_and_gets_each_back_that_is_closed() {
        Limits limits = sockets(DEFAULTS);
        for (int i = 0; i < 20; i++) assertThat(limits.openSocket(ALICE)).isTrue();
        assertThat(limits.openSocket(ALICE)).isFalse();
        assertThat(limits.openSocket(new UserId("bob"))).isTrue();
        limits.closeSocket(ALICE);
        assertThat(limits.openSocket(ALICE)).isTrue();
        assertThat(limits.openSocket(ALICE)).isFalse();
    }

    @Test
    void two_gateways_allow_a_user_half_each() {
        live.set(2);
        RequestLimits limits = requests(new LimitSettings(null, null, null, 20, perMinute(60, 10), null, null));
        assertThat(granted(() -> limits.mediaToken(ALICE, "1.2.3.4"), 100)).isEqualTo(5);
        time.move(Duration.ofSeconds(4));
        assertThat(granted(() -> limits.mediaToken(ALICE, "1.2.3.4"), 100)).isEqualTo(2);
        Limits sockets = sockets(DEFAULTS);
        assertThat(granted(() -> sockets.openSocket(ALICE) ? Optional.empty() : Optional.of(Duration.ZERO), 100))
                .isEqualTo(10);
    }

    @Test
    void a_gateway_that_comes_halves_what_is_left_and_one_that_goes_gives_it_back_in_time() {
        RequestLimits limits = requests(new LimitSettings(null, null, null, 20, perMinute(60, 10), null, null));
        assertThat(granted(() -> limits.mediaToken(ALICE, "1.2.3.4"), 2)).isEqualTo(2);
        live.set(2);
        assertThat(granted(() -> limits.mediaToken(ALICE, "1.2.3.4"), 100)).isEqualTo(4);
        live.set(1);
        time.move(Duration.ofSeconds(60));
        assertThat(granted(() -> limits.mediaToken(ALICE, "1.2.3.4"), 100)).isEqualTo(10);
    }

    @Test
    void an_address_has_a_limit_of_its_own_and_users_behind_it_keep_theirs() {
        RequestLimits limits =
                requests(new LimitSettings(null, null, null, 20, perMinute(60, 10), perMinute(60, 15), null));
        assertThat(granted(() -> limits.mediaToken(ALICE, "1.2.3.4"), 10)).isEqualTo(10);
        assertThat(granted(() -> limits.mediaToken(new UserId("bob"), "1.2.3.4"), 100))
                .isEqualTo(5);
        assertThat(granted(() -> limits.mediaToken(new UserId("carol"), "5.6.7.8"), 100))
                .isEqualTo(10);
    }

    @Test
    void a_load_tool_logs_a_thousand_people_in_from_one_address() {
        RequestLimits limits = requests(DEFAULTS);
        assertThat(granted(() -> limits.login("127.0.0.1"), 1000)).isEqualTo(1000);
    }

    @Test
    void waiting_as_long_as_one_was_told_is_enough() {
        RequestLimits limits = requests(new LimitSettings(null, null, null, 20, null, null, perMinute(1, 1)));
        assertThat(limits.login("1.2.3.4")).isEmpty();
        Duration wait = limits.login("1.2.3.4").orElseThrow();
        time.move(wait.minusMillis(1));
        assertThat(limits.login("1.2.3.4")).isPresent();
        time.move(Duration.ofMillis(1));
        assertThat(limits.login("1.2.3.4")).isEmpty();
    }

    @Test
    void nonsense_is_refused_with_what_to_write() {
        assertThatThrownBy(() -> new Rate(0, Duration.ofSeconds(1), 1)).hasMessageContaining("earshot.limits");
        assertThatThrownBy(() -> new LimitSettings(null, null, null, 0, null, null, null))
                .hasMessageContaining("earshot.limits.sockets-per-user");
    }

    private Limits sockets(LimitSettings settings) {
        return new SocketLimits(settings, gateways, time, new SimpleMeterRegistry());
    }

    private RequestLimits requests(LimitSettings settings) {
        return new RequestLimits(settings, gateways, time, new SimpleMeterRegistry());
    }

    private static Rate perMinute(long count, long burst) {
        return new Rate(count, Duration.ofMinutes(1), burst);
    }

    private static int granted(java.util.function.Supplier<Optional<Duration>> ask, int times) {
        int granted = 0;
        for (int i = 0; i < times; i++) {
            if (ask.get().isEmpty()) granted++;
        }
        return granted;
    }

    private static final class MovedTime implements TimeMeter {
        private long now = 1_000_000_000L;

        void move(Duration by) {
            now += by.toNanos();
        }

        @Override
        public long currentTimeNanos() {
            return now;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
