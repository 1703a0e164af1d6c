package dev.earshot.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.earshot.servers.PostgresServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each part of a running {@code up} is killed, as the system kills what takes too much memory, or suspended. */
@Tag("alone")
class RestartsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration STATUS_LIMIT = Duration.ofSeconds(5);

    @TempDir
    Path data;

    @AfterEach
    void nothingOutlivesTheTest() {
        PostgresServer.stopLeftover(data.resolve("postgres"));
    }

    @Test
    void each_part_that_is_killed_comes_back_and_a_frozen_one_is_named_by_status_within_5_s() throws Exception {
        try (LocalRun run = new LocalRun(data)) {
            run.awaitLine("Ready in");
            for (Part server : List.of(Part.KAFKA, Part.POSTGRES)) {
                signal("KILL", pid(server));
                run.awaitLines(linesOf(server));
            }
            long javaOfAnalytics = pid(Part.ANALYTICS);
            signal("KILL", pid(Part.GATEWAY));
            signal("KILL", pid(Part.PROJECTOR));
            // Its shell alone, which leaves the JVM behind.
            signal(
                    "KILL",
                    ProcessHandle.of(javaOfAnalytics)
                            .orElseThrow()
                            .parent()
                            .orElseThrow()
                            .pid());
            run.awaitLines(List.of(Part.GATEWAY, Part.PROJECTOR, Part.ANALYTICS).stream()
                    .flatMap(part -> linesOf(part).stream())
                    .toList());
            assertThat(ProcessHandle.of(javaOfAnalytics).filter(ProcessHandle::isAlive))
                    .isEmpty();
            await().atMost(PATIENCE).until(() -> status().code() == 0);

            signal("STOP", pid(Part.GATEWAY));
            signal("STOP", pid(Part.KAFKA));
            long began = System.nanoTime();
            LocalRun.Said frozen = status();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(STATUS_LIMIT);
            assertThat(frozen.code()).isEqualTo(1);
            assertThat(frozen.text())
                    .contains("does not answer; log: " + data.resolve("logs/api-gateway.log"))
                    .contains("does not answer; log: " + data.resolve("logs/kafka.log"));
            signal("CONT", pid(Part.KAFKA));
            signal("CONT", pid(Part.GATEWAY));

            signal("STOP", pid(Part.ANALYTICS));
            assertThat(part(health(run), "analytics").path("log").asString())
                    .isEqualTo(data.resolve("logs/analytics.log").toString());
            JsonNode told = JsonMapper.shared().readTree(LocalRun.command("status", "--json", "--data=" + data));
            assertThat(part(told, "analytics").path("state").asString()).isEqualTo("does not answer");
            assertThat(part(told, "Kafka").path("restarts").asInt()).isEqualTo(1);
            signal("CONT", pid(Part.ANALYTICS));
        }
        assertThat(LocalRun.said("status", "--data=" + data).code()).isEqualTo(3);
    }

    private static List<String> linesOf(Part part) {
        return List.of(
                part.title() + " ended (killed by signal 9, KILL); starting it again in 1 s",
                part.title() + " is up again");
    }

    private LocalRun.Said status() throws Exception {
        return LocalRun.said("status", "--data=" + data);
    }

    private JsonNode health(LocalRun run) throws Exception {
        String token = OperatorToken.sign(LocalSecrets.in(data.resolve("secrets.properties")), Instant.now());
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + run.gateway + "/api/operations/health"))
                .header("Authorization", "Bearer " + token)
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return JsonMapper.shared()
                    .readTree(http.send(request, HttpResponse.BodyHandlers.ofString())
                            .body());
        }
    }

    private static JsonNode part(JsonNode health, String name) {
        return health.path("parts")
                .valueStream()
                .filter(part -> part.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private long pid(Part part) {
        return Objects.requireNonNull(PartsFile.read(data.resolve("parts.json")).get(part))
                .pid();
    }

    private static void signal(String name, long pid) throws Exception {
        assertThat(pid).isPositive();
        int code = new ProcessBuilder("kill", "-" + name, String.valueOf(pid))
                .inheritIO()
                .start()
                .waitFor();
        assertThat(code).isZero();
    }
}
