package dev.earshot.analytics.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.earshot.analytics.testing.AskedAnalytics;
import dev.earshot.servers.PostgresAddress;
import dev.earshot.servers.PostgresServer;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Questions while PostgreSQL is away, and one that it gives up. */
class DatabaseAwayIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> QUESTIONS = List.of(
            "overview?guild=demo",
            "minutes?guild=demo&by=channel",
            "sessions?guild=demo",
            "audit?guild=demo",
            "errors/recent?guild=demo",
            "export?guild=demo&view=calls&format=csv",
            "export?guild=demo&view=calls&format=parquet");

    private static PostgresServer postgres;
    private static PostgresAddress address;
    private static AskedAnalytics analytics;

    @BeforeAll
    static void begin() {
        postgres = PostgresServer.start();
        address = postgres.createDatabase("earshot");
        analytics = AskedAnalytics.start(address);
    }

    @AfterAll
    static void end() {
        analytics.close();
        postgres.close();
    }

    @Test
    void while_postgresql_is_away_each_question_is_answered_with_that_and_when_to_try_again() {
        for (String question : QUESTIONS)
            assertThat(analytics.get(question).statusCode()).as(question).isEqualTo(200);
        postgres.stop();
        try {
            for (String question : QUESTIONS) {
                JsonNode problem = problem(question);
                assertThat(problem.get("code").asString()).as(question).isEqualTo("database-away");
                assertThat(problem.get("detail").asString())
                        .isEqualTo("The analytics database does not answer. Try again in a moment.");
            }
        } finally {
            postgres.restart();
        }
        for (String question : QUESTIONS) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(analytics.get(question).statusCode())
                            .as(question)
                            .isEqualTo(200));
        }
    }

    @Test
    void a_question_that_takes_too_long_is_given_up_with_what_to_ask_instead() throws Exception {
        try (Connection connection = address.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            // Nobody reads it until this is over: to the question it is a table that takes for ever.
            statement.execute("LOCK TABLE facts.client_error IN ACCESS EXCLUSIVE MODE");
            JsonNode problem = problem("errors?guild=demo");
            assertThat(problem.get("code").asString()).isEqualTo("too-much");
            assertThat(problem.get("detail").asString())
                    .startsWith("That took too long to add up. Ask for a shorter window");
            connection.rollback();
        }
        assertThat(analytics.get("errors?guild=demo").statusCode()).isEqualTo(200);
    }

    private static JsonNode problem(String question) {
        HttpResponse<String> answer = analytics.get(question);
        assertThat(answer.statusCode()).as(question + ": " + answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Content-Type")).as(question).contains("application/problem+json");
        assertThat(answer.headers().firstValue("Retry-After")).as(question).isPresent();
        return JsonMapper.shared().readTree(answer.body());
    }
}
