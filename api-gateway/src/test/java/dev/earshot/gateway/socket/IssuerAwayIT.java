package dev.earshot.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.gateway.RunningGateway;
import dev.earshot.gateway.RunningGateway.Answer;
import dev.earshot.servers.Ports;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A gateway whose issuer does not answer. What a real issuer's tokens are worth is tested in {@code infra/http}. */
class IssuerAwayIT {
    @Test
    void nobody_is_told_that_their_token_is_bad_while_the_issuer_is_away() {
        try (RunningGateway gateway = RunningGateway.start(
                "spring.profiles.active=production",
                "spring.security.oauth2.resourceserver.jwt.issuer-uri=http://127.0.0.1:" + Ports.free())) {
            String token = DevTokens.of("alice", Instant.now().plusSeconds(600));
            String handshake = RawHandshake.send(gateway, "/ws", "earshot.v1, bearer." + token, null, null);
            RawHandshake.assertRefused(handshake, 503, "issuer-away");
            assertThat(handshake).containsIgnoringCase("retry-after: ");
            Answer answer = gateway.get("/api/me", token);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.code()).isEqualTo("issuer-away");
        }
    }
}
