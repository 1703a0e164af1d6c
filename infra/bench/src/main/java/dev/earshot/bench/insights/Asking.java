package dev.earshot.bench.insights;

import dev.earshot.bench.subject.AnalyticsSubject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.util.Arrays;

/** Asks a question again and again, one at a time, and takes the time to the last byte of each answer. */
final class Asking {
    private static final int WARM_UP = 4;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AnalyticsSubject subject;
    private final String token;
    private final int rounds;

    Asking(AnalyticsSubject subject, int rounds) throws GeneralSecurityException {
        this.subject = subject;
        this.token = subject.token();
        this.rounds = rounds;
    }

    /** In milliseconds. */
    record Took(double p50, double worst) {}

    Took ask(String question) throws IOException, InterruptedException {
        for (int i = 0; i < WARM_UP; i++) once(question);
        double[] times = new double[rounds];
        for (int i = 0; i < rounds; i++) times[i] = once(question);
        Arrays.sort(times);
        return new Took(times[rounds / 2], times[rounds - 1]);
    }

    private double once(String question) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(subject.uri("/api/analytics/" + question))
                .header("Authorization", "Bearer " + token)
                .build();
        long begun = System.nanoTime();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        double took = (System.nanoTime() - begun) / 1e6;
        if (answer.statusCode() != 200) System.err.println(question + ": " + answer.statusCode() + " " + answer.body());
        return answer.statusCode() == 200 ? took : Double.POSITIVE_INFINITY;
    }
}
