package dev.earshot.bench.subject;

import dev.earshot.bench.load.Crowd;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.json.JsonMapper;

/** Logs the crowd in as its people would, one after the other, and waits whenever the gateway says that it is too fast. */
final class Logins {
    private static final int TOO_MANY = 429;

    private Logins() {}

    /** The token of each user, by index. */
    static List<String> of(URI gateway, Crowd crowd) {
        List<String> tokens = new ArrayList<>(crowd.sockets());
        try (HttpClient http = HttpClient.newHttpClient()) {
            while (tokens.size() < crowd.sockets()) {
                HttpResponse<String> answer =
                        http.send(login(gateway, Crowd.userId(tokens.size())), BodyHandlers.ofString());
                if (answer.statusCode() == TOO_MANY) {
                    long seconds =
                            answer.headers().firstValueAsLong("Retry-After").orElse(1);
                    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(seconds));
                } else if (answer.statusCode() / 100 == 2) {
                    tokens.add(JsonMapper.shared()
                            .readTree(answer.body())
                            .get("token")
                            .asString());
                } else {
                    throw new IllegalStateException("the login answered " + answer.statusCode() + ": " + answer.body());
                }
            }
            return tokens;
        } catch (IOException failed) {
            throw new IllegalStateException("the gateway at " + gateway + " did not answer a login", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while logging in", interrupted);
        }
    }

    private static HttpRequest login(URI gateway, String user) {
        String body = "{\"userId\":\"" + user + "\",\"username\":\"" + user + "\"}";
        return HttpRequest.newBuilder(gateway.resolve("/api/dev/login"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
    }
}
