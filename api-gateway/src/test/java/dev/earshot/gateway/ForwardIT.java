package dev.earshot.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.earshot.events.audit.AuditFact;
import dev.earshot.gateway.RunningGateway.Answer;
import dev.earshot.gateway.RunningGateway.Login;
import dev.earshot.servers.Ports;
import dev.earshot.servers.TestServers;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The door to history and analytics, with an HTTP server behind it that answers as a service does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForwardIT {
    private static final byte[] MEBIBYTE = new byte[1 << 20];

    private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
    private HttpServer service;
    private RunningGateway gateway;

    @BeforeAll
    void start() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/api/analytics/sessions", exchange -> {
            asked.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            answer(exchange, 200, "application/json", "{\"items\":[],\"next\":null}");
        });
        service.createContext(
                "/api/analytics/broken",
                exchange ->
                        answer(exchange, 500, "text/html", "java.lang.IllegalStateException at dev.earshot.Secret"));
        service.createContext(
                "/api/analytics/refused",
                exchange -> answer(
                        exchange, 400, "application/problem+json", "{\"status\":400,\"code\":\"bad-question\"}"));
        service.createContext("/api/analytics/export", exchange -> {
            exchange.getResponseHeaders().add("Content-Disposition", "attachment; filename=\"calls.csv\"");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                for (int i = 0; i < 64; i++) body.write(MEBIBYTE);
            }
        });
        service.start();
        gateway = RunningGateway.start(
                "earshot.analytics.url=http://127.0.0.1:" + service.getAddress().getPort(),
                "earshot.history.url=http://127.0.0.1:" + Ports.free());
    }

    @AfterAll
    void stop() {
        gateway.close();
        service.stop(0);
    }

    @Test
    void an_analysts_question_reaches_the_service_with_its_token_and_is_in_the_audit() throws Exception {
        Login anna = gateway.login("Anna", "analyst");

        Answer answer = gateway.get("/api/analytics/sessions?guild=demo&limit=5", anna.token());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.raw().body()).isEqualTo("{\"items\":[],\"next\":null}");
        assertThat(asked.take()).isEqualTo("/api/analytics/sessions?guild=demo&limit=5 Bearer " + anna.token());
        try (AuditFacts facts = new AuditFacts(TestServers.kafka())) {
            assertThat(facts.await(AuditFact.Queried.class, anna.user()).path())
                    .isEqualTo("/api/analytics/sessions?guild=demo&limit=5");
        }
    }

    @Test
    void without_the_role_nobody_gets_through() {
        String nobody = gateway.login("Nobody").token();
        String operator = gateway.login("Olga", "operator").token();
        assertThat(gateway.get("/api/analytics/sessions?guild=demo", nobody).status())
                .isEqualTo(403);
        assertThat(gateway.get("/api/analytics/sessions?guild=demo", operator).status())
                .isEqualTo(403);
        assertThat(gateway.get("/api/history/state", nobody).status()).isEqualTo(403);
        assertThat(gateway.get("/api/analytics/sessions?guild=demo", null).status())
                .isEqualTo(401);
        assertThat(asked).isEmpty();
    }

    @Test
    void a_service_that_is_away_is_told_in_a_sentence() {
        Answer answer = gateway.get(
                "/api/history/state?guild=demo",
                gateway.login("Olga", "operator").token());
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("history-away");
        assertThat(answer.header("Retry-After")).isNotEmpty();
        assertThat(answer.body().path("detail").asString()).startsWith("The history service does not answer");
    }

    @Test
    void a_service_that_fails_tells_nothing_of_its_inside_and_its_own_problems_pass() {
        String token = gateway.login("Anna", "analyst").token();
        Answer broken = gateway.get("/api/analytics/broken", token);
        assertThat(broken.status()).isEqualTo(502);
        assertThat(broken.code()).isEqualTo("analytics-failed");
        assertThat(broken.raw().body()).doesNotContain("Secret");
        Answer refused = gateway.get("/api/analytics/refused", token);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("bad-question");
    }

    @Test
    void an_export_larger_than_any_buffer_passes_through() {
        Answer export = gateway.get(
                "/api/analytics/export", gateway.login("Anna", "analyst").token());
        assertThat(export.raw().body()).hasSize(64 << 20);
        assertThat(export.header("Content-Disposition")).contains("calls.csv");
    }

    private static void answer(com.sun.net.httpserver.HttpExchange exchange, int status, String type, String body)
            throws IOException {
        exchange.getResponseHeaders().add("Content-Type", type);
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }
}
