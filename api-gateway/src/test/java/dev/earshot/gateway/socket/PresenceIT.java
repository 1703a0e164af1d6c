package dev.earshot.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.gateway.RunningGateway;
import dev.earshot.gateway.RunningGateway.Login;
import dev.earshot.gateway.RunningProjector;
import dev.earshot.servers.KafkaServer;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** The whole way: socket, gateway, Kafka, fold, row, changes on other sockets. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PresenceIT {
    private KafkaServer kafka;
    private RunningGateway gateway;
    private RunningProjector projector;

    @BeforeAll
    void start() {
        kafka = KafkaServer.start();
        gateway = RunningGateway.startOn(
                kafka.bootstrapServers(), "earshot.gateway.allowed-origins=" + VoiceClient.ORIGIN);
        projector = RunningProjector.start(kafka.bootstrapServers());
    }

    @AfterAll
    void stop() {
        gateway.close();
        projector.close();
        kafka.close();
    }

    @Test
    void a_join_is_seen_by_everybody_who_watches() {
        Login alice = gateway.login("Alice");
        Login bob = gateway.login("Bob");
        try (VoiceClient a = VoiceClient.connect(gateway, alice.token());
                VoiceClient b = VoiceClient.connect(gateway, bob.token())) {
            b.subscribe();
            a.join("lounge");
            JsonNode join = b.awaitChange("voice:join", alice.user().value(), change -> true);
            assertThat(join.path("channelId").asString()).isEqualTo("lounge");
            assertThat(join.path("username").asString()).isEqualTo("Alice");
            assertThat(join.path("sessionId").asString()).isEqualTo(a.sessionId());
            a.ok("voice:state", Map.of("muted", true, "deafened", false));
            JsonNode state = b.awaitChange("voice:state", alice.user().value(), change -> true);
            assertThat(state.path("muted").asBoolean()).isTrue();
            a.ok("voice:leave", Map.of());
            JsonNode leave = b.awaitChange("voice:leave", alice.user().value(), change -> true);
            assertThat(leave.path("reason").asString()).isEqualTo("left");
        }
    }

    @Test
    void a_ring_is_seen_and_the_heartbeat_says_what_was_sent() {
        Login alice = gateway.login("Alice");
        try (VoiceClient client = VoiceClient.connect(gateway, alice.token())) {
            client.subscribe().join("lounge");
            client.awaitChange("voice:join", alice.user().value(), change -> true);
            client.sendText("{\"type\":\"voice:speaking\",\"speaking\":true}");
            JsonNode ring = client.awaitChange("voice:speaking", alice.user().value(), change -> true);
            assertThat(ring.path("speaking").asBoolean()).isTrue();
            client.sendText("{\"type\":\"voice:heartbeat\",\"guildId\":\"demo\",\"version\":1}");
            JsonNode beat = client.await("voice:heartbeat");
            long sent = client.frames().stream()
                    .filter(frame -> frame.has("changes") || frame.has("channels"))
                    .mapToLong(frame -> frame.path("version").asLong())
                    .max()
                    .orElseThrow();
            assertThat(beat.path("version").asLong()).isLessThanOrEqualTo(sent).isPositive();
            client.ok("voice:leave", Map.of());
        }
    }
}
