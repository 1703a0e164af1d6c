package dev.earshot.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * How far the readers are behind that keep their offsets themselves, and are no groups of Kafka's: the gateway reads all of
 * {@code voice.presence}, and analytics stores its offsets beside its rows. Each says so in its metrics, to an operator.
 *
 * @param metric a gauge of the service
 */
record OwnLag(Service service, String topic, String metric) {
    private static final JsonMapper JSON = new JsonMapper();

    static final List<OwnLag> READERS = List.of(
            new OwnLag(Service.GATEWAY, "voice.presence", "earshot.feed.lag"),
            new OwnLag(Service.ANALYTICS, "voice.changes", "earshot.ingest.lag?tag=topic:voice.changes"),
            new OwnLag(Service.ANALYTICS, "voice.audit", "earshot.ingest.lag?tag=topic:voice.audit"));

    /** What is said of it while its service does not answer. */
    Lag unknown() {
        return lag(null);
    }

    /** Asks its service. @param token an operator's @param limit for the answer */
    Lag ask(HttpClient http, Addresses addresses, String token, Duration limit) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(addresses.http(service) + "/actuator/metrics/" + metric))
                .timeout(limit)
                .header("Authorization", "Bearer " + token)
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200
                    ? lag(JSON.readTree(answer.body())
                            .at("/measurements/0/value")
                            .asLong())
                    : unknown();
        } catch (IOException away) {
            return unknown();
        }
    }

    private Lag lag(@Nullable Long behind) {
        return new Lag(service.artifact(), topic, behind);
    }
}
