package dev.earshot.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is answered, counted and logged when something goes wrong in a request. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProblemsIT {
    private static final Logger LOG = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private SmallService service;

    @BeforeAll
    void start() {
        service = SmallService.dev();
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @BeforeEach
    void listen() {
        lines.list.clear();
        lines.start();
        LOG.setLevel(Level.WARN);
        LOG.addAppender(lines);
    }

    @AfterEach
    void listenNoMore() {
        LOG.detachAppender(lines);
        LOG.setLevel(Level.ERROR);
    }

    @Test
    void without_a_token_the_answer_is_a_problem_that_says_to_log_in() {
        HttpResponse<String> answer = service.get("/api/fine", null);
        assertThat(problem(answer, 401).path("code").asString()).isEqualTo("unauthorized");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        assertThat(lines.list).isEmpty();
    }

    @Test
    void whoever_lacks_a_role_is_told_which() {
        assertThat(sentence("/api/fine", "operator")).isEqualTo("This is for people with the role 'analyst'.");
        assertThat(sentence("/actuator/metrics", "analyst")).isEqualTo("This is for people with the role 'operator'.");
        assertThat(sentence("/nowhere")).isEqualTo("This is for people with the role 'analyst'.");
        assertThat(lines.list).isEmpty();
    }

    @Test
    void what_is_not_there_is_not_found() {
        JsonNode problem = problem(service.get("/nowhere", Tokens.dev("analyst")), 404);
        assertThat(problem.path("detail").asString()).isEqualTo("There is nothing here.");
    }

    @Test
    void a_failure_that_the_service_knows_gets_its_answer_and_is_logged_once() {
        double before = service.problems(503, "cellar-flooded");
        HttpResponse<String> answer = service.get("/api/cellar", Tokens.dev("analyst"));
        JsonNode problem = problem(answer, 503);
        assertThat(problem.path("code").asString()).isEqualTo("cellar-flooded");
        assertThat(problem.path("detail").asString()).isEqualTo("The cellar is under water. Try again shortly.");
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("2");
        assertThat(service.problems(503, "cellar-flooded") - before).isEqualTo(1);
        assertThat(lines.list).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.WARN);
            assertThat(line.getFormattedMessage()).contains("/api/cellar", "cellar-flooded", "The pump stopped");
        });
    }

    @Test
    void a_failure_that_nobody_knows_is_logged_once_and_not_shown() {
        HttpResponse<String> answer = service.get("/api/broken?token=abc", Tokens.dev("analyst"));
        problem(answer, 500);
        assertThat(answer.body()).doesNotContain("secret", "Exception");
        assertThat(lines.list).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.ERROR);
            assertThat(line.getFormattedMessage()).contains("/api/broken").doesNotContain("abc");
            assertThat(line.getThrowableProxy().getMessage()).isEqualTo("a secret of the inside");
        });
    }

    private String sentence(String path, String... roles) {
        return problem(service.get(path, Tokens.dev(roles)), 403).path("detail").asString();
    }

    private static JsonNode problem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = JsonMapper.shared().readTree(answer.body());
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        return problem;
    }
}
