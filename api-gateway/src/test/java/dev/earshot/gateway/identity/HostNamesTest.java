package dev.earshot.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HostNamesTest {
    private static final HostNames NAMES =
            new HostNames(new EdgeSettings(List.of("https://Voice.example.org"), List.of("api-gateway")));

    @Test
    void pages_containers_addresses_and_localhost_reach_the_gateway_at_any_port() {
        for (String host : List.of(
                "voice.example.org",
                "VOICE.example.org:443",
                "api-gateway:8080",
                "localhost:8080",
                "127.0.0.1",
                "192.0.2.7:8080",
                "[::1]",
                "[2001:db8::1]:8080")) {
            assertThat(NAMES.allows(host)).as(host).isTrue();
        }
        assertThat(NAMES.allows(null)).isTrue();
    }

    @Test
    void any_other_name_is_refused() {
        for (String host : List.of(
                "evil.example",
                "evil.example:8080",
                "127.0.0.1.evil.example",
                "voice.example.org.evil.example",
                "localhost.evil.example",
                "127.0.0.1@evil.example",
                "",
                "evil.example:8080:8080",
                "[evil.example]")) {
            assertThat(NAMES.allows(host)).as(host).isFalse();
        }
    }
}
