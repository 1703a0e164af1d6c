package dev.earshot.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.gateway.RunningGateway.Answer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoginFloodIT {
    @Test
    void a_flood_of_logins_is_told_when_to_come_back() {
        try (RunningGateway gateway = RunningGateway.start(
                "earshot.limits.login-per-address.count=1",
                "earshot.limits.login-per-address.per=1h",
                "earshot.limits.login-per-address.burst=3")) {
            for (int i = 0; i < 3; i++) gateway.login("Alice");

            Answer answer = gateway.post("/api/dev/login", null, Map.of("username", "Alice"));

            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
            assertThat(Long.parseLong(answer.header("Retry-After"))).isBetween(3500L, 3600L);
            assertThat(answer.body().path("retryAfterMs").asLong()).isBetween(3_500_000L, 3_600_000L);
        }
    }
}
