package dev.earshot.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.JWTClaimsSet;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Whose tokens are believed, over HTTP and against a real issuer. */
class TokensIT {
    private static final String AUDIENCE = "--earshot.auth.audience=earshot";
    private static final String ISSUER = "--spring.security.oauth2.resourceserver.jwt.issuer-uri=";

    @Test
    void tokens_of_the_issuer_for_this_audience_are_believed_and_no_others() {
        try (Issuer issuer = new Issuer()) {
            issuer.open();
            try (SmallService service = SmallService.start(AUDIENCE, ISSUER + issuer.uri())) {
                assertThat(status(service, issuer.token(good(issuer).build()))).isEqualTo(200);
                assertThat(status(service, issuer.forged(good(issuer).build()))).isEqualTo(401);
                assertThat(status(
                                service,
                                issuer.token(good(issuer)
                                        .issuer("http://127.0.0.1:9")
                                        .build())))
                        .isEqualTo(401);
                assertThat(status(
                                service,
                                issuer.token(good(issuer).audience("another").build())))
                        .isEqualTo(401);
                assertThat(status(
                                service,
                                issuer.token(
                                        good(issuer).audience((String) null).build())))
                        .isEqualTo(401);
                assertThat(status(service, Tokens.dev("analyst"))).isEqualTo(401);
            }
        }
    }

    @Test
    void an_issuer_that_is_away_at_the_start_is_asked_again_with_each_token() {
        try (Issuer issuer = new Issuer();
                SmallService service = SmallService.start(AUDIENCE, ISSUER + issuer.uri())) {
            String token = issuer.token(good(issuer).build());
            HttpResponse<String> away = service.get("/api/fine", token);
            assertThat(away.statusCode()).isEqualTo(503);
            assertThat(away.headers().firstValue("Retry-After")).isPresent();
            assertThat(away.body()).contains("\"code\":\"issuer-away\"").doesNotContain(issuer.uri());
            issuer.open();
            assertThat(status(service, token)).isEqualTo(200);
        }
    }

    @Test
    void a_token_ends_when_it_says_so() {
        try (SmallService service = SmallService.dev()) {
            Instant now = Instant.now();
            assertThat(status(service, Tokens.dev(now.plusSeconds(20), "analyst")))
                    .isEqualTo(200);
            assertThat(status(service, Tokens.dev(now.minusSeconds(1), "analyst")))
                    .isEqualTo(401);
        }
    }

    @Test
    void without_an_issuer_or_a_secret_that_is_long_enough_nothing_starts() {
        assertThatThrownBy(SmallService::start)
                .rootCause()
                .hasMessageContaining("set spring.security.oauth2.resourceserver.jwt.issuer-uri");
        assertThatThrownBy(() -> SmallService.start("--spring.profiles.active=dev", "--earshot.auth.dev-secret=short"))
                .rootCause()
                .hasMessageContaining("earshot.auth.dev-secret has 5 bytes");
    }

    private static JWTClaimsSet.Builder good(Issuer issuer) {
        return Tokens.claims(issuer.uri(), Instant.now().plusSeconds(600), "analyst")
                .audience("earshot");
    }

    private static int status(SmallService service, String token) {
        return service.get("/api/fine", token).statusCode();
    }
}
