package dev.earshot.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What limits by address leave open. Each test has a service of its own. */
class ManyAddressesIT {
    private static final String FINE = "GET /actuator/health HTTP/1.1\r\nHost: localhost\r\n\r\n";

    @Test
    void a_trusted_proxy_has_no_limits_by_address() {
        try (SmallService behind = SmallService.start(
                "--spring.profiles.active=dev",
                "--earshot.auth.dev-secret=" + Tokens.SECRET,
                "--earshot.http.per-address=1",
                "--earshot.http.trusted-proxies=10.0.0.0/8,127.0.0.1")) {
            try (RawConnection one = new RawConnection(behind.port());
                    RawConnection two = new RawConnection(behind.port())) {
                assertThat(one.send(FINE).status()).isEqualTo(200);
                assertThat(two.send(FINE).status()).isEqualTo(200);
            }
        }
    }

    @Test
    void all_addresses_together_have_so_much_memory() {
        try (SmallService small = SmallService.start(
                "--spring.profiles.active=dev",
                "--earshot.auth.dev-secret=" + Tokens.SECRET,
                "--earshot.http.trusted-proxies=127.0.0.1",
                "--earshot.http.memory=100KB")) {
            List<RawConnection> half = Stream.generate(() -> new RawConnection(small.port()))
                    .limit(6)
                    .toList();
            await().until(() -> small.gauge("earshot.http.held") >= 6 * ConnectionGuard.BASE);
            try (RawConnection beyond = new RawConnection(small.port())) {
                assertThat(beyond.rest()).isEmpty();
            }
            await().until(() -> small.gauge("earshot.http.held") == 6 * ConnectionGuard.BASE);
            assertThat(half.getFirst().send(FINE).status()).isEqualTo(200);
            half.forEach(RawConnection::close);
        }
    }
}
