package dev.earshot.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ContentSecurityTest {
    @Test
    void livekit_is_reached_by_socket_and_by_http_at_the_same_place() {
        assertThat(ContentSecurity.policy("ws://localhost:7880"))
                .contains("connect-src 'self' ws://localhost:7880 http://localhost:7880;");
        assertThat(ContentSecurity.policy("https://media.example"))
                .contains("connect-src 'self' wss://media.example https://media.example;");
        assertThat(ContentSecurity.policy("")).contains("connect-src 'self';");
    }

    @Test
    void an_allowed_origin_is_a_scheme_a_host_and_a_port() {
        assertThat(new EdgeSettings(List.of("http://localhost:8080", "https://voice.example"), List.of())
                        .allowedOrigins())
                .hasSize(2);
        for (String bad :
                List.of("*", "localhost:8080", "https://voice.example/", "ftp://voice.example", "https://*.example")) {
            assertThatThrownBy(() -> new EdgeSettings(List.of(bad), List.of()))
                    .as(bad)
                    .hasMessageContaining("earshot.gateway.allowed-origins");
        }
    }
}
