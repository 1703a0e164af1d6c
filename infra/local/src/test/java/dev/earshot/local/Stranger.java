package dev.earshot.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/**
 * What another account of the machine tries; {@link OtherAccountIT} runs it as one. It knows the ports and where things are, and no
 * secret. Prints a line for each attempt: what, a space, what came of it.
 */
final class Stranger {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String IN = "in";

    private Stranger() {}

    /** @param arguments {@code gateway=8080 kafka=9092 data=/…} and so on */
    public static void main(String[] arguments) throws Exception {
        Known known = Known.from(arguments);
        for (String user : List.of("postgres", "earshot", "analyst")) {
            for (String password : List.of("", user, "wrong")) {
                say("postgres:" + user + "/" + password, postgres(known.of("postgres"), user, password));
            }
        }
        say("postgres:socket", exists(Path.of("/tmp/.s.PGSQL." + known.of("postgres"))));
        say("kafka:without-password", kafka(known.of("kafka"), Map.of()));
        say("kafka:wrong-password", kafka(known.of("kafka"), login("earshot", "wrong")));
        say("kafka:guessed-password", kafka(known.of("kafka"), login("earshot", "earshot")));
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (String page :
                    List.of("/api/me", "/api/guilds", "/api/operations/health", "/actuator/metrics", "/actuator/env")) {
                say("gateway:" + page, get(http, known.of("gateway"), page));
            }
            say("projector:state", get(http, known.of("projector"), "/api/history/state?guild=demo"));
            say("projector:metrics", get(http, known.of("projector"), "/actuator/metrics"));
            say("analytics:sessions", get(http, known.of("analytics"), "/api/analytics/sessions?guild=demo"));
            say("analytics:metrics", get(http, known.of("analytics"), "/actuator/metrics"));
            if (known.has("livekit")) say("livekit:rooms", rooms(http, known.of("livekit")));
        }
        Path data = Path.of(known.of("data"));
        for (String file : List.of(
                "secrets.properties", "parts.json", "logs/kafka.log", "livekit/livekit.yaml", "postgres/PG_VERSION")) {
            say("file:" + file, read(data.resolve(file)));
        }
        say("file:data", list(data));
        say("file:programs", list(Path.of(known.of("cache"))));
        say("file:own-program", write(Path.of(known.of("cache")).resolve("stranger")));
    }

    private record Known(Map<String, String> all) {
        static Known from(String[] arguments) {
            Map<String, String> all = new HashMap<>();
            for (String argument : arguments) {
                String[] pair = argument.split("=", 2);
                all.put(pair[0], pair[1]);
            }
            return new Known(all);
        }

        boolean has(String name) {
            return all.containsKey(name);
        }

        String of(String name) {
            return Objects.requireNonNull(all.get(name), name);
        }
    }

    private static void say(String what, String came) {
        System.out.println(what + " " + came);
    }

    private static String postgres(String port, String user, String password) {
        try (Connection connection =
                DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/earshot", user, password)) {
            return connection.isValid(1) ? IN : "silent";
        } catch (SQLException refused) {
            return "refused: " + refused.getMessage();
        }
    }

    private static Map<String, Object> login(String user, String password) {
        return Map.of(
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"" + user + "\" password=\""
                        + password + "\";");
    }

    private static String kafka(String port, Map<String, Object> login) throws InterruptedException {
        Map<String, Object> settings = new HashMap<>(login);
        settings.put("bootstrap.servers", "127.0.0.1:" + port);
        settings.put("default.api.timeout.ms", 4_000);
        settings.put("request.timeout.ms", 3_000);
        try (Admin admin = Admin.create(settings)) {
            admin.listTopics().names().get();
            return IN;
        } catch (ExecutionException refused) {
            return "refused: "
                    + Objects.requireNonNull(refused.getCause()).getClass().getSimpleName();
        }
    }

    private static String get(HttpClient http, String port, String page) throws InterruptedException {
        return answer(
                http,
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + page))
                        .timeout(LIMIT)
                        .build());
    }

    private static String rooms(HttpClient http, String port) throws InterruptedException {
        URI list = URI.create("http://127.0.0.1:" + port + "/twirp/livekit.RoomService/ListRooms");
        return answer(
                http,
                HttpRequest.newBuilder(list)
                        .timeout(LIMIT)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))
                        .build());
    }

    private static String answer(HttpClient http, HttpRequest request) throws InterruptedException {
        try {
            int status =
                    http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            return status < 400 ? IN : "refused: " + status;
        } catch (IOException away) {
            return "away: " + away;
        }
    }

    private static String exists(Path file) {
        return Files.exists(file) ? IN : "refused: there is none";
    }

    private static String read(Path file) {
        try {
            Files.readAllBytes(file);
            return IN;
        } catch (IOException refused) {
            return "refused: " + refused.getClass().getSimpleName();
        }
    }

    private static String list(Path directory) {
        try (Stream<Path> inside = Files.list(directory)) {
            return IN + " " + inside.count();
        } catch (IOException refused) {
            return "refused: " + refused.getClass().getSimpleName();
        }
    }

    private static String write(Path file) {
        try {
            Files.writeString(file, "mine");
            return IN;
        } catch (IOException refused) {
            return "refused: " + refused.getClass().getSimpleName();
        }
    }
}
