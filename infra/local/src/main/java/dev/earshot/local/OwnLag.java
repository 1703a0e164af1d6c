package dev.earshot.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How far the readers are behind that keep their offsets themselves, and are no groups of Kafka's: the gateway reads all of
 * {@code voice.presence}, and analytics stores its offsets beside its rows. Each says so in its metrics, to an operator.
 */
final class OwnLag {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration LIMIT = Duration.ofSeconds(5);

    /** A gauge of a service. */
    private record Reader(Service service, String topic, String metric) {}

    private static final List<Reader> READERS = List.of(
            new Reader(Service.GATEWAY, "voice.presence", "earshot.feed.lag"),
            new Reader(Service.ANALYTICS, "voice.changes", "earshot.ingest.lag?tag=topic:voice.changes"),
            new Reader(Service.ANALYTICS, "voice.audit", "earshot.ingest.lag?tag=topic:voice.audit"));

    private OwnLag() {}

    /** A line for each reader and topic. @param token an operator's */
    static List<String> of(HttpClient http, Addresses addresses, String token) throws InterruptedException {
        List<String> lines = new ArrayList<>();
        for (Reader reader : READERS) {
            URI metric = URI.create(addresses.http(reader.service()) + "/actuator/metrics/" + reader.metric());
            HttpRequest request = HttpRequest.newBuilder(metric)
                    .timeout(LIMIT)
                    .header("Authorization", "Bearer " + token)
                    .build();
            try {
                lines.add(LagLine.of(reader.service().artifact(), reader.topic(), behind(http, request)));
            } catch (IOException away) {
                lines.add("%-20s %-30s lag not known".formatted(reader.service().artifact(), reader.topic()));
            }
        }
        return lines;
    }

    private static long behind(HttpClient http, HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) throw new IOException(request.uri() + " answered " + answer.statusCode());
        JsonNode value = JSON.readTree(answer.body()).at("/measurements/0/value");
        return value.asLong();
    }
}
