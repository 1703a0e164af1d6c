package dev.earshot.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.earshot.servers.PostgresServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the rules of {@code infra/prometheus} and the panels of {@code infra/grafana} ask of the services, and what these say. */
class ObservedMetricsIT {
    private static final Path INFRA = Path.of("..");
    private static final Pattern EXPRESSION = Pattern.compile("^ +expr: (.+)$", Pattern.MULTILINE);
    private static final Pattern RECORD = Pattern.compile("record: (\\S+)");
    private static final Pattern LITERAL = Pattern.compile("\"(earshot\\.[a-z.]+)\"");

    @TempDir
    Path data;

    @AfterEach
    void nothingOutlivesTheTest() {
        PostgresServer.stopLeftover(data.resolve("postgres"));
    }

    @Test
    void every_metric_that_is_asked_for_is_exposed() throws Exception {
        Set<String> asked = asked();
        assertThat(asked).hasSizeGreaterThan(20);
        try (LocalRun up = new LocalRun(data)) {
            up.awaitLine("Ready in");
            asked.removeAll(countedOnceTheyHappen());
            asked.removeAll(recorded());
            asked.remove("up");
            Addresses addresses = Addresses.read(data.resolve("run.properties")).orElseThrow();
            // What Kafka's clients count is looked for once a minute.
            await().atMost(Duration.ofMinutes(3))
                    .pollInterval(Duration.ofSeconds(2))
                    .untilAsserted(() -> assertThat(exposed(addresses)).containsAll(asked));
        }
    }

    private static Set<String> asked() throws IOException {
        Set<String> asked = new TreeSet<>();
        for (String expression : expressions()) asked.addAll(PromQl.metrics(expression));
        return asked;
    }

    private static List<String> expressions() throws IOException {
        Stream<String> rules = files(INFRA.resolve("prometheus").resolve("rules")).stream()
                .flatMap(file -> EXPRESSION.matcher(file).results().map(found -> found.group(1)));
        Stream<String> panels = files(INFRA.resolve("grafana").resolve("dashboards")).stream()
                .map(file -> JsonMapper.shared().readTree(file))
                .flatMap(dashboard -> dashboard.findValues("expr").stream())
                .map(JsonNode::asString);
        return Stream.concat(rules, panels).toList();
    }

    private static Set<String> recorded() throws IOException {
        return files(INFRA.resolve("prometheus").resolve("rules")).stream()
                .flatMap(file -> RECORD.matcher(file).results().map(found -> found.group(1)))
                .collect(Collectors.toSet());
    }

    /** Counters that are registered when they first count are in the code, and not yet in a scrape. */
    private static Set<String> countedOnceTheyHappen() throws IOException {
        Set<String> names = new TreeSet<>();
        for (Service service : Service.values()) {
            for (String source :
                    files(INFRA.resolve("..").resolve(service.artifact()).resolve("src/main/java"))) {
                for (MatchResult found : LITERAL.matcher(source).results().toList()) {
                    names.add(found.group(1).replace('.', '_') + "_total");
                }
            }
        }
        return names;
    }

    private static Set<String> exposed(Addresses addresses) throws Exception {
        Set<String> names = new TreeSet<>();
        try (HttpClient http = HttpClient.newHttpClient()) {
            String token = DevLogin.token(http, addresses, "prometheus", List.of("operator"));
            for (Service service : Service.values()) {
                URI metrics = URI.create(addresses.http(service) + "/actuator/prometheus");
                HttpRequest request = HttpRequest.newBuilder(metrics)
                        .header("Authorization", "Bearer " + token)
                        .build();
                HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).isEqualTo(200);
                answer.body()
                        .lines()
                        .filter(line -> !line.startsWith("#"))
                        .forEach(line -> names.add(line.split("[ {]", 2)[0]));
            }
        }
        return names;
    }

    private static List<String> files(Path below) throws IOException {
        try (Stream<Path> files = Files.walk(below)) {
            List<String> texts = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) texts.add(Files.readString(file));
            return texts;
        }
    }
}
