package dev.earshot.gateway;

import static org.awaitility.Awaitility.await;

import dev.earshot.events.id.UserId;
import dev.earshot.gateway.feed.PresenceTable;
import dev.earshot.kafka.TopicGuard;
import dev.earshot.kafka.TopicSettings;
import dev.earshot.servers.TestServers;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The real application on a free port, profile dev, with a real Kafka behind it. */
public final class RunningGateway implements AutoCloseable {
    public static final String DEV_SECRET = "a-secret-for-tests-that-is-long-enough";
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration READY_WITHIN = Duration.ofMinutes(1);

    private final ConfigurableApplicationContext context;
    private final HttpClient http = HttpClient.newHttpClient();

    private RunningGateway(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** @param settings more of them, each {@code key=value} */
    public static RunningGateway start(String... settings) {
        return startOn(TestServers.kafka(), settings);
    }

    public static RunningGateway startOn(String kafka, String... settings) {
        TopicGuard.check(Map.of("bootstrap.servers", kafka), TopicSettings.DEFAULTS);
        Map<String, String> all = new LinkedHashMap<>(Map.of(
                "server.port",
                "0",
                "spring.profiles.active",
                "dev",
                "spring.kafka.bootstrap-servers",
                kafka,
                "earshot.auth.dev-secret",
                DEV_SECRET));
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            all.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        String[] arguments = all.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
        RunningGateway gateway =
                new RunningGateway(new SpringApplicationBuilder(GatewayApplication.class).run(arguments));
        // A socket is refused until the table has been read; the port is open a moment earlier.
        await().atMost(READY_WITHIN)
                .until(() -> gateway.bean(PresenceTable.class).ready());
        return gateway;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    public URI at(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    /** A person who has logged in. */
    public record Login(UserId user, String token) {}

    public Login login(String name, String... roles) {
        Answer answer = post("/api/dev/login", null, Map.of("username", name, "roles", List.of(roles)));
        if (answer.status() != 200) throw new AssertionError("login answered " + answer);
        return new Login(
                new UserId(answer.body().path("userId").asString()),
                answer.body().path("token").asString());
    }

    /** What came back; the body is a missing node if it was not JSON. */
    public record Answer(int status, JsonNode body, HttpResponse<String> raw) {
        public String header(String name) {
            return raw.headers().firstValue(name).orElse("");
        }

        public String code() {
            return body.path("code").asString("");
        }

        @Override
        public String toString() {
            return status + " " + raw.body();
        }
    }

    public Answer get(String path, @Nullable String token) {
        return send(request(path, token).GET().build());
    }

    public Answer post(String path, @Nullable String token, Object body) {
        return send(request(path, token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                .build());
    }

    public HttpRequest.Builder request(String path, @Nullable String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(at(path)).timeout(Duration.ofSeconds(30));
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    public Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            boolean json = response.headers()
                    .firstValue("Content-Type")
                    .filter(type -> type.contains("json"))
                    .isPresent();
            JsonNode body = json
                    ? JSON.readTree(response.body())
                    : JSON.getNodeFactory().missingNode();
            return new Answer(response.statusCode(), body, response);
        } catch (java.io.IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        http.close();
        context.close();
    }
}
