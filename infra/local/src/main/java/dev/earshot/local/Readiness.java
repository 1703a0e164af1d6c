package dev.earshot.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Asks a service whether it is ready, at the endpoint that an orchestrator would ask. */
final class Readiness {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    /** Of one question; {@code status} as a whole must not take 5 s. */
    static final Duration ANSWER_LIMIT = Duration.ofMillis(2_400);

    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(2))
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    private Readiness() {}

    /** Returns once it is ready. @param alive whether it may still become so @param logs where to send who wants to know why not */
    static void await(Service service, Addresses addresses, BooleanSupplier alive, Path logs)
            throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        String answer = ask(service, addresses);
        while (!answer.equals("ready")) {
            if (!alive.getAsBoolean()) {
                throw new IllegalStateException(service.artifact() + " did not start: see "
                        + logs.resolve(service.artifact() + ".log") + " and .out beside it");
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        service.artifact() + " is not ready after " + LIMIT.toSeconds() + " s: " + answer);
            }
            Thread.sleep(PAUSE);
            answer = ask(service, addresses);
        }
    }

    /** {@code ready}, or why not. */
    static String ask(Service service, Addresses addresses) throws InterruptedException {
        URI readiness = URI.create(addresses.http(service) + "/actuator/health/readiness");
        HttpRequest request =
                HttpRequest.newBuilder(readiness).timeout(ANSWER_LIMIT).build();
        try {
            int status =
                    HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            return status == 200 ? "ready" : "answers " + status;
        } catch (IOException failed) {
            return "does not answer";
        }
    }
}
