package dev.earshot.analytics.access;

import static dev.earshot.analytics.testing.Facts.joined;
import static dev.earshot.analytics.testing.Facts.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.earshot.analytics.testing.FactTopics;
import dev.earshot.analytics.testing.RunningAnalytics;
import dev.earshot.analytics.testing.Tokens;
import java.net.http.HttpResponse;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who may read what: over HTTP by their token, with plain SQL by their role. */
class AccessIT {
    private static FactTopics topics;
    private static RunningAnalytics analytics;

    @BeforeAll
    static void begin() {
        topics = FactTopics.start();
        analytics = RunningAnalytics.start(topics.server().bootstrapServers());
        topics.changes(joined(1, seconds(0)));
        await().atMost(Duration.ofSeconds(60)).until(() -> analytics.database().count("analytics.calls") == 1);
    }

    @AfterAll
    static void end() {
        analytics.close();
        topics.close();
    }

    @Test
    void only_a_valid_token_with_the_role_analyst_gets_an_answer() {
        assertProblem(sessions(null), 401);
        assertProblem(sessions("garbage"), 401);
        assertProblem(sessions(Tokens.expired("analyst")), 401);
        assertProblem(sessions(Tokens.ofIssuer("somebody-else", "analyst")), 401);
        assertProblem(sessions(Tokens.signedWith("another-secret-of-32-bytes-at-least", "analyst")), 401);
        assertProblem(sessions(Tokens.with("operator")), 403);
        assertProblem(sessions(Tokens.with()), 403);
        assertThat(sessions(Tokens.with("operator", "analyst")).statusCode()).isEqualTo(200);
    }

    @Test
    void readiness_and_the_counts_of_prometheus_need_no_token() {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(health("readiness", null)).isEqualTo("{\"status\":\"UP\"}"));
        assertThat(health("liveness", null)).isEqualTo("{\"status\":\"UP\"}");
        assertThat(analytics.get("/actuator/prometheus", null).body())
                .contains("earshot_ingest_rows_total{service=\"analytics\"} 1.0", "earshot_ingest_lag{");
    }

    @Test
    void what_health_knows_of_lags_and_disks_is_told_to_operators_alone() {
        for (String token : Arrays.asList(null, Tokens.with("analyst"))) {
            HttpResponse<String> whole = analytics.get("/actuator/health", token);
            assertThat(whole.statusCode()).isEqualTo(200);
            assertThat(whole.body()).contains("\"status\":\"UP\"").doesNotContain("details", "diskSpace", "lag");
        }
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            JsonNode ready = JsonMapper.shared().readTree(health("readiness", Tokens.with("operator")));
            assertThat(ready.at("/components/ingest/details/voice.changes lag").asInt(-1))
                    .isZero();
        });
    }

    @Test
    void the_rest_of_the_actuator_is_for_operators() {
        assertProblem(analytics.get("/actuator/metrics", null), 401);
        assertProblem(analytics.get("/actuator/metrics", Tokens.with("analyst")), 403);
        assertThat(analytics.get("/actuator/metrics", Tokens.with("operator")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void the_role_analyst_reads_the_views_and_nothing_else() throws SQLException {
        String url = analytics.database().address().jdbcUrl();
        try (var connection = DriverManager.getConnection(url, "analyst", RunningAnalytics.PASSWORD);
                var statement = connection.createStatement()) {
            for (String view : List.of("calls", "stays")) {
                try (var rows = statement.executeQuery("SELECT count(*) FROM " + view)) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getInt(1)).isEqualTo(1);
                }
            }
            statement.executeQuery("SELECT * FROM audit").close();
            statement.execute("SET default_transaction_read_only = off");
            for (String forbidden : List.of(
                    "SELECT * FROM facts.stay_started",
                    "SELECT * FROM facts.offsets",
                    "DELETE FROM facts.stay_started",
                    "CREATE TABLE analytics.mine (x int)",
                    "CREATE TABLE public.mine (x int)",
                    "SELECT facts.ensure_month('2026-01-01')")) {
                assertThat(refusal(statement, forbidden)).as(forbidden).isEqualTo("42501");
            }
        }
    }

    private static String refusal(Statement statement, String sql) {
        try {
            statement.execute(sql);
            return "nothing";
        } catch (SQLException refused) {
            return refused.getSQLState();
        }
    }

    private static String health(String group, @Nullable String token) {
        return analytics.get("/actuator/health/" + group, token).body();
    }

    private static HttpResponse<String> sessions(@Nullable String token) {
        return analytics.get("/api/analytics/sessions?guild=demo", token);
    }

    private static void assertProblem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(JsonMapper.shared().readTree(answer.body()).path("status").asInt())
                .isEqualTo(status);
    }
}
