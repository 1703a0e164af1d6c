package dev.earshot.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.gateway.RunningGateway.Answer;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

/** Whatever is wrong with a request, the answer is a problem that a program and a person can read. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProblemsIT {
    private RunningGateway gateway;

    @BeforeAll
    void start() {
        gateway = RunningGateway.start();
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    @Test
    void a_body_that_is_not_what_was_asked_for_is_a_problem_without_a_class_name() {
        Map<String, Integer> bodies = new TreeMap<>(Map.of(
                "not json",
                400,
                "",
                400,
                "[1,2]",
                400,
                "{\"username\":{\"a\":1}}",
                400,
                "{\"username\":" + "[".repeat(5000) + "]".repeat(5000) + "}",
                400,
                "{\"username\":\"" + "x".repeat(300_000) + "\"}",
                413));
        bodies.forEach((body, status) -> {
            Answer answer = gateway.send(gateway.request("/api/dev/login", null)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build());
            isProblem(answer, status);
        });
    }

    @Test
    void a_wrong_method_or_content_type_is_a_problem() {
        isProblem(gateway.get("/api/dev/login", null), 405);
        isProblem(
                gateway.send(gateway.request("/api/dev/login", null)
                        .header("Content-Type", "text/plain")
                        .POST(HttpRequest.BodyPublishers.ofString("Alice"))
                        .build()),
                415);
    }

    @Test
    void a_token_that_is_bad_expired_foreign_or_unsigned_is_refused() {
        String secret = RunningGateway.DEV_SECRET;
        Instant later = Instant.now().plusSeconds(600);
        assertThat(gateway.get("/api/me", token(secret, "earshot-dev", "alice", later))
                        .status())
                .isEqualTo(200);
        for (String token : List.of(
                "",
                "nonsense",
                token(secret, "earshot-dev", "alice", Instant.now().minusSeconds(1)),
                token(secret, "somebody-else", "alice", later),
                token("another-secret-that-is-long-enough-too", "earshot-dev", "alice", later),
                token(secret, "earshot-dev", "not/an/id", later),
                "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbGljZSIsImlzcyI6ImVhcnNob3QtZGV2In0.")) {
            isProblem(gateway.get("/api/me", token), 401);
        }
        assertThat(gateway.get("/api/me?access_token=" + token(secret, "earshot-dev", "alice", later), null)
                        .status())
                .isEqualTo(401);
    }

    @Test
    void a_guild_of_others_and_one_that_does_not_exist_look_the_same() {
        String stranger = token(
                RunningGateway.DEV_SECRET,
                "earshot-dev",
                "stranger",
                Instant.now().plusSeconds(600));
        gateway.login("Alice");
        Answer demo = gateway.get("/api/guilds/demo", stranger);
        Answer none = gateway.get("/api/guilds/nowhere", stranger);
        isProblem(demo, 404);
        assertThat(demo.raw().body()).isEqualTo(none.raw().body());
        isProblem(gateway.get("/api/guilds/" + "x".repeat(65), stranger), 404);
        assertThat(gateway.get("/api/guilds", stranger).raw().body()).isEqualTo("[]");
    }

    private static void isProblem(Answer answer, int status) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.body().path("status").asInt()).isEqualTo(status);
        assertThat(answer.code()).isNotEmpty();
        assertThat(answer.body().path("detail").asString()).endsWith(".");
        assertThat(answer.raw().body()).doesNotContain("Exception", "java.", "dev.earshot", "springframework", "trace");
    }

    private static String token(String secret, String issuer, String subject, Instant end) {
        JwtClaimsSet claims = JwtClaimsSet.builder()
                .issuer(issuer)
                .subject(subject)
                .issuedAt(end.minusSeconds(3600))
                .expiresAt(end)
                .build();
        return NimbusJwtEncoder.withSecretKey(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"))
                .algorithm(MacAlgorithm.HS256)
                .build()
                .encode(JwtEncoderParameters.from(
                        JwsHeader.with(MacAlgorithm.HS256).build(), claims))
                .getTokenValue();
    }
}
