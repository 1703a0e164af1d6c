package dev.earshot.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class ClientPaceTest {
    private static final Network ALICE = Network.ofOneClient(InetAddress.ofLiteral("192.0.2.1"));
    private static final Network BOB = Network.ofOneClient(InetAddress.ofLiteral("192.0.2.2"));
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final ClientPace pace = new ClientPace(new EdgeLimits(
            DataSize.ofKilobytes(16),
            100,
            8,
            Duration.ofSeconds(10),
            Duration.ofSeconds(75),
            Duration.ofSeconds(30),
            2000,
            200,
            10,
            5,
            DataSize.ofMegabytes(48),
            List.of()));

    @Test
    void the_first_few_go_on_and_the_others_wait_for_an_even_pace() {
        for (int i = 0; i < 5; i++) assertThat(pace.take(ALICE, 0)).isZero();
        assertThat(pace.take(ALICE, 0)).isEqualTo(SECOND / 10);
        assertThat(pace.take(ALICE, 0)).isEqualTo(2 * SECOND / 10);
    }

    @Test
    void nobody_waits_for_somebody_else_and_a_trusted_proxy_never() {
        for (int i = 0; i < 50; i++) pace.take(ALICE, 0);
        assertThat(pace.take(BOB, 0)).isZero();
        assertThat(pace.take(null, 0)).isZero();
    }

    @Test
    void a_client_that_paused_may_hurry_again() {
        for (int i = 0; i < 50; i++) pace.take(ALICE, 0);
        assertThat(pace.take(ALICE, 60 * SECOND)).isZero();
    }
}
