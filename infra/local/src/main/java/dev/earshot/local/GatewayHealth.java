package dev.earshot.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Partitions that stand still, sockets, sessions and dead records, as {@code GET /api/operations/health} tells them. */
record GatewayHealth(
        List<Standing> stuck,
        List<Gateway> gateways,
        List<Session> sessions,
        int sessionsTotal,
        Dead dead,
        Instant at) {
    private static final JsonMapper JSON = new JsonMapper();

    /** A partition that stands still, and who has something to do in it. */
    record Standing(String part, String topic, int partition, long offset, String reason) {}

    record Gateway(
            String gatewayId,
            @Nullable Integer sockets,
            int inVoice,
            @Nullable Instant lastHeard) {}

    record Session(
            @Nullable String guild,
            String userId,
            @Nullable String username,
            @Nullable String channelId,
            String gatewayId,
            @Nullable Instant lastHeard) {}

    record Dead(@Nullable Long total, @Nullable Long waiting) {}

    /** @param limit for the answer @throws IOException if the gateway does not answer, or refuses */
    static GatewayHealth ask(HttpClient http, Addresses addresses, String token, Duration limit)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(addresses.http(Service.GATEWAY) + "/api/operations/health"))
                .timeout(limit)
                .header("Authorization", "Bearer " + token)
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) throw new IOException("the gateway answered " + answer.statusCode());
        return JSON.readValue(answer.body(), GatewayHealth.class);
    }
}
