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
    private static final LimitSettings DEFAULTS = new LimitSettings(null, null, null, null, null, 20, null, null, null);

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
    void a_user_may_burst_a_hundred_and_twenty_commands_and_then_twenty_a_second() {
        UserBudget alice = sockets(DEFAULTS).of(ALICE);
        assertThat(granted(alice::command, 200)).isEqualTo(120);
        assertThat(alice.command())
                .hasValueSatisfying(wait -> assertThat(wait).isBetween(Duration.ofMillis(1), Duration.ofMillis(50)));
        time.move(Duration.ofSeconds(1));
        assertThat(granted(alice::command, 100)).isEqualTo(20);
    }

    @Test
    void a_user_may_burst_ten_joins_and_then_two_a_second() {
        UserBudget alice = sockets(DEFAULTS).of(ALICE);
        assertThat(granted(alice::join, 100)).isEqualTo(10);
        time.move(Duration.ofSeconds(3));
        assertThat(granted(alice::join, 100)).isEqualTo(6);
        assertThat(granted(alice::command, 200)).isEqualTo(120);
    }

    @Test
    void a_second_socket_and_a_reconnect_begin_with_what_the_user_has_left() {
        Limits limits = sockets(DEFAULTS);
        assertThat(granted(limits.of(ALICE)::command, 100)).isEqualTo(100);
        assertThat(granted(limits.of(ALICE)::command, 100)).isEqualTo(20);
        assertThat(granted(limits.of(ALICE)::telemetry, 100)).isEqualTo(10);
        assertThat(limits.of(ALICE).telemetry()).isPresent();
        assertThat(granted(limits.of(new UserId("bob"))::command, 200)).isEqualTo(120);
    }

    @Test
    void a_user_may_burst_a_thousand_frames_of_any_kind_and_then_two_hundred_a_second() {
        UserBudget alice = sockets(DEFAULTS).of(ALICE);
        int granted = 0;
        while (alice.frame()) granted++;
        assertThat(granted).isEqualTo(1000);
        time.move(Duration.ofSeconds(1));
        while (alice.frame()) granted++;
        assertThat(granted).isEqualTo(1200);
    }

    @Test
    void a_user_may_have_so_many_sockets_and_gets_each_back_that_is_closed() {
        Limits limits = sockets(DEFAULTS);
        for (int i = 0; i < 20; i++) assertThat(limits.openSocket(ALICE)).isEmpty();
        assertThat(limits.openSocket(ALICE)).contains(Duration.ofSeconds(10));
        assertThat(limits.openSocket(new UserId("bob"))).isEmpty();
        limits.closeSocket(ALICE);
        assertThat(limits.openSocket(ALICE)).isEmpty();
        assertThat(limits.openSocket(ALICE)).isPresent();
    }

    @Test
    void twenty_tabs_may_come_back_at_once_and_after_a_second_restart_but_nobody_opens_sockets_for_ever() {
        Limits limits = sockets(DEFAULTS);
        for (int restart = 0; restart < 2; restart++) {
            for (int tab = 0; tab < 20; tab++)
                assertThat(limits.openSocket(ALICE)).isEmpty();
            for (int tab = 0; tab < 20; tab++) limits.closeSocket(ALICE);
        }
        assertThat(limits.openSocket(ALICE))
                .hasValueSatisfying(wait -> assertThat(wait).isBetween(Duration.ofMillis(1), Duration.ofSeconds(1)));
        time.move(Duration.ofSeconds(1));
        assertThat(limits.openSocket(ALICE)).isEmpty();
        limits.closeSocket(ALICE);
        time.move(Duration.ofSeconds(20));
        // A refused opening has taken no place.
        assertThat(granted(() -> limits.openSocket(ALICE), 100)).isEqualTo(20);
    }

    @Test
    void everybody_may_reconnect_in_the_same_second() {
        Limits limits = sockets(DEFAULTS);
        for (int i = 0; i < 10_000; i++) {
            assertThat(limits.openSocket(new UserId("u" + i))).isEmpty();
        }
    }

    @Test
    void two_gateways_allow_a_user_half_each() {
        live.set(2);
        RequestLimits limits =
                requests(new LimitSettings(null, null, null, null, null, 20, perMinute(60, 10), null, null));
        assertThat(granted(() -> limits.mediaToken(ALICE, "1.2.3.4"), 100)).isEqualTo(5);
        time.move(Duration.ofSeconds(4));
        assertThat(granted(() -> limits.mediaToken(ALICE, "1.2.3.4"), 100)).isEqualTo(2);
        Limits sockets = sockets(DEFAULTS);
        assertThat(granted(() -> sockets.openSocket(ALICE), 100)).isEqualTo(10);
    }

    @Test
    void a_gateway_that_comes_halves_what_is_left_and_one_that_goes_gives_it_back_in_time() {
        RequestLimits limits =
                requests(new LimitSettings(null, null, null, null, null, 20, perMinute(60, 10), null, null));
        assertThat(granted(() -> limits.mediaToken(ALICE, "1.2.3.4"), 2)).isEqualTo(2);
        live.set(2);
        assertThat(granted(() -> limits.mediaToken(ALICE, "1.2.3.4"), 100)).isEqualTo(4);
        live.set(1);
        time.move(Duration.ofSeconds(60));
        assertThat(granted(() -> limits.mediaToken(ALICE, "1.2.3.4"), 100)).isEqualTo(10);
    }

    @Test
    void an_address_has_a_limit_of_its_own_and_users_behind_it_keep_theirs() {
        RequestLimits limits = requests(
                new LimitSettings(null, null, null, null, null, 20, perMinute(60, 10), perMinute(60, 15), null));
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
        RequestLimits limits =
                requests(new LimitSettings(null, null, null, null, null, 20, null, null, perMinute(1, 1)));
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
        assertThatThrownBy(() -> new LimitSettings(null, null, null, null, null, 0, null, null, null))
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
