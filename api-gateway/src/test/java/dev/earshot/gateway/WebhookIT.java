package dev.earshot.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.events.id.SessionId;
import dev.earshot.events.id.UserId;
import dev.earshot.gateway.RunningGateway.Answer;
import dev.earshot.servers.TestServers;
import io.livekit.server.AccessToken;
import java.net.http.HttpRequest;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Webhooks as LiveKit signs them: a JWT whose claim {@code sha256} is the hash of the body. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhookIT {
    private static final String KEY = "key";
    private static final String SECRET = "a-livekit-secret-of-thirty-two-bytes";

    private RunningGateway gateway;
    private LogEvents log;

    @BeforeAll
    void start() {
        gateway = RunningGateway.start(
                "earshot.livekit.api-key=" + KEY,
                "earshot.livekit.api-secret=" + SECRET,
                "earshot.livekit.url=http://127.0.0.1:9");
        gateway.login("Alice");
        log = new LogEvents(TestServers.kafka());
    }

    @AfterAll
    void stop() {
        log.close();
        gateway.close();
    }

    @Test
    void a_signed_webhook_is_written_down_once_however_often_it_comes() throws Exception {
        String id = UUID.randomUUID().toString();
        String body = joined(id, "demo/lounge");

        assertThat(send(body, signed(body, SECRET)).status()).isEqualTo(200);
        assertThat(send(body, signed(body, SECRET)).status()).isEqualTo(200);

        assertThat(log.observed())
                .filteredOn(seen -> seen.webhook().equals(id))
                .singleElement()
                .satisfies(seen -> {
                    assertThat(seen.observed()).isEqualTo("participant_joined");
                    assertThat(seen.channel()).isEqualTo(PresenceRows.LOUNGE);
                    assertThat(seen.user()).isEqualTo(new UserId("alice"));
                    assertThat(seen.session()).isEqualTo(new SessionId("laptop"));
                });
    }

    @Test
    void a_webhook_that_is_not_signed_by_our_livekit_changes_nothing() throws Exception {
        String id = UUID.randomUUID().toString();
        String body = joined(id, "demo/lounge");
        String other = joined(UUID.randomUUID().toString(), "demo/lounge");

        for (String signature :
                List.of("", "nonsense", signed(body, "another-secret-of-more-than-32-bytes"), signed(other, SECRET))) {
            Answer answer = send(body, signature);
            assertThat(answer.status()).as(signature).isEqualTo(401);
            assertThat(answer.code()).isEqualTo("bad-signature");
        }

        assertThat(log.observed()).noneMatch(seen -> seen.webhook().equals(id));
    }

    @Test
    void a_webhook_of_somebody_elses_room_is_ignored() throws Exception {
        for (String room : List.of("their-room", "unknown/lounge", "a/b/c")) {
            String id = UUID.randomUUID().toString();
            String body = joined(id, room);
            assertThat(send(body, signed(body, SECRET)).status()).isEqualTo(200);
            assertThat(log.observed()).noneMatch(seen -> seen.webhook().equals(id));
        }
    }

    private Answer send(String body, String signature) {
        HttpRequest.Builder request = gateway.request("/api/livekit/webhook", null)
                .header("Content-Type", "application/webhook+json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return gateway.send((signature.isEmpty() ? request : request.header("Authorization", signature)).build());
    }

    private static String signed(String body, String secret) throws Exception {
        AccessToken token = new AccessToken(KEY, secret);
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(body.getBytes(UTF_8));
        token.setSha256(Base64.getEncoder().encodeToString(hash));
        return token.toJwt();
    }

    private static String joined(String id, String room) {
        return """
                {"event":"participant_joined","id":"%s","createdAt":"1700000000","room":{"name":"%s","sid":"RM_1"},
                 "participant":{"identity":"alice","sid":"PA_1","attributes":{"session":"laptop"}},
                 "aFieldOfALaterVersion":true}
                """.formatted(id, room);
    }
}
