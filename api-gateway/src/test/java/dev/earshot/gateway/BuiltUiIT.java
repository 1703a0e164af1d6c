package dev.earshot.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.gateway.RunningGateway.Answer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The page, the headers that guard it, and what everything that is no page answers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BuiltUiIT {
    private RunningGateway gateway;

    @BeforeAll
    void start() {
        gateway = RunningGateway.start(
                "earshot.livekit.public-url=wss://livekit.example",
                "earshot.gateway.allowed-origins=https://voice.example");
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    @Test
    void every_place_within_the_page_is_the_page_and_is_asked_for_anew() {
        for (String path : List.of("/", "/operations", "/guilds/demo/lounge")) {
            Answer page = gateway.get(path, null);
            assertThat(page.status()).as(path).isEqualTo(200);
            assertThat(page.raw().body()).contains("<title>Earshot</title>");
            assertThat(page.header("Content-Type")).startsWith("text/html");
            assertThat(page.header("Cache-Control")).isEqualTo("no-cache");
        }
    }

    @Test
    void files_with_a_hash_in_their_name_are_kept_for_ever_and_others_are_not() {
        assertThat(gateway.get("/assets/app-1a2b3c.js", null).header("Cache-Control"))
                .contains("max-age=31536000")
                .contains("immutable");
        assertThat(gateway.get("/icon.svg", null).header("Cache-Control")).isEqualTo("no-cache");
    }

    @Test
    void a_file_that_is_not_there_is_not_the_page() {
        for (String path : List.of("/assets/old-99.js", "/missing.css", "/api/missing", "/actuator/missing")) {
            Answer missing =
                    gateway.get(path, gateway.login("Alice", "operator").token());
            assertThat(missing.status()).as(path).isEqualTo(404);
            assertThat(missing.header("Content-Type")).startsWith("application/problem+json");
        }
    }

    @Test
    void nothing_outside_the_built_ui_can_be_read() {
        for (String path :
                List.of("/../application.yml", "/%2e%2e/application.yml", "/assets/..%2f..%2fapplication.yml")) {
            assertThat(gateway.get(path, null).raw().body()).as(path).doesNotContain("earshot:");
        }
    }

    @Test
    void the_page_may_talk_to_itself_and_to_livekit_alone() {
        Answer page = gateway.get("/", null);
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'self'")
                .contains("connect-src 'self' wss://livekit.example https://livekit.example;")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe-eval");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(page.header("Permissions-Policy")).contains("microphone=(self)");
    }

    @Test
    void answers_about_people_are_kept_by_no_cache() {
        assertThat(gateway.get("/api/guilds", gateway.login("Alice").token()).header("Cache-Control"))
                .contains("no-store");
    }

    @Test
    void a_page_of_a_listed_origin_may_ask_and_others_may_not() {
        Answer listed = preflight("https://voice.example");
        assertThat(listed.status()).isEqualTo(200);
        assertThat(listed.header("Access-Control-Allow-Origin")).isEqualTo("https://voice.example");
        Answer foreign = preflight("https://evil.example");
        assertThat(foreign.status()).isEqualTo(403);
        assertThat(foreign.header("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void health_is_for_everybody_and_metrics_are_for_operators() {
        assertThat(gateway.get("/actuator/health/readiness", null).status()).isEqualTo(200);
        assertThat(gateway.get("/actuator/prometheus", null).status()).isEqualTo(401);
        assertThat(gateway.get("/actuator/prometheus", gateway.login("Alice").token())
                        .status())
                .isEqualTo(403);
        assertThat(gateway.get(
                                "/actuator/prometheus",
                                gateway.login("Olga", "operator").token())
                        .status())
                .isEqualTo(200);
    }

    private Answer preflight(String origin) {
        return gateway.send(gateway.request("/api/me", null)
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "GET")
                .header("Access-Control-Request-Headers", "authorization")
                .method("OPTIONS", java.net.http.HttpRequest.BodyPublishers.noBody())
                .build());
    }
}
