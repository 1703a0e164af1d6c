package dev.earshot.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** {@code tokens N}: logs u0 to u(N-1) in, as a person would, and prints their tokens one a line, for load tools. */
@Command(
        name = "tokens",
        description = "Prints dev tokens for the users u0, u1, …, one a line",
        mixinStandardHelpOptions = true)
final class TokensCommand implements Callable<Integer> {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int TOO_MANY_REQUESTS = 429;

    @Mixin
    final DataOption data = new DataOption();

    @Parameters(paramLabel = "N", description = "How many")
    int count;

    @Override
    public Integer call() throws Exception {
        Optional<Addresses> run = Addresses.read(data.directory().run());
        if (run.isEmpty() || !RunLock.isHeld(data.directory().lock())) {
            System.err.println("Earshot is not running on " + data.directory().root() + ": ./earshot up starts it");
            return 1;
        }
        URI login = URI.create(run.get().http(Service.GATEWAY) + "/api/dev/login");
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (int user = 0; user < count; user++) {
                System.out.println(token(http, login, "u" + user));
            }
        }
        return 0;
    }

    private static String token(HttpClient http, URI login, String user) throws IOException, InterruptedException {
        byte[] body = JSON.writeValueAsBytes(Map.of("userId", user, "username", user));
        HttpRequest request = HttpRequest.newBuilder(login)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        while (answer.statusCode() == TOO_MANY_REQUESTS) {
            long seconds = answer.headers().firstValueAsLong("Retry-After").orElse(1);
            Thread.sleep(Duration.ofSeconds(seconds));
            answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        }
        if (answer.statusCode() != 200) {
            throw new IOException(
                    "The login of " + user + " was answered " + answer.statusCode() + ": " + answer.body());
        }
        return JSON.readTree(answer.body()).get("token").asString();
    }
}
