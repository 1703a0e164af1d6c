package dev.earshot.faults.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** REST calls that tests make. */
public final class Http {
    public static final JsonMapper JSON = new JsonMapper();

    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /** A status and what came with it. */
    public record Answer(int status, String body) {
        public JsonNode json() {
            return JSON.readTree(body);
        }
    }

    private Http() {}

    public static Answer get(URI address, @Nullable String token) {
        return send(HttpRequest.newBuilder(address).GET(), token);
    }

    public static Answer post(URI address, @Nullable String token, JsonNode body) {
        return send(
                HttpRequest.newBuilder(address)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString())),
                token);
    }

    /** Whether a GET is answered with 200 now. */
    public static boolean answers(URI address) {
        try {
            return get(address, null).status() == 200;
        } catch (UncheckedIOException away) {
            return false;
        }
    }

    private static Answer send(HttpRequest.Builder request, @Nullable String token) {
        if (token != null) request.header("Authorization", "Bearer " + token);
        try {
            HttpResponse<String> response =
                    CLIENT.send(request.timeout(ANSWER).build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
