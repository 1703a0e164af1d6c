package dev.earshot.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Logs somebody in at the running gateway, as the page does, and waits when it says that it was too fast. */
final class DevLogin {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int TOO_MANY_REQUESTS = 429;

    private DevLogin() {}

    /** @return the person's token */
    static String token(HttpClient http, Addresses addresses, String user, List<String> roles)
            throws IOException, InterruptedException {
        byte[] body = JSON.writeValueAsBytes(Map.of("userId", user, "username", user, "roles", roles));
        HttpRequest request = HttpRequest.newBuilder(URI.create(addresses.http(Service.GATEWAY) + "/api/dev/login"))
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
