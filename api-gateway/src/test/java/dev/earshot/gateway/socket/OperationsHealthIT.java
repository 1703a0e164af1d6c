package dev.earshot.gateway.socket;

import static dev.earshot.gateway.socket.TwoGateways.await;
import static dev.earshot.gateway.socket.TwoGateways.name;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.gateway.RunningGateway.Answer;
import dev.earshot.gateway.RunningGateway.Login;
import dev.earshot.gateway.feed.PresenceTable;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** What an operator is told at one of two gateways. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperationsHealthIT {
    private TwoGateways pair;
    private String operator;

    @BeforeAll
    void start() {
        pair = new TwoGateways();
        operator = pair.gateway.login("Olga", "operator").token();
    }

    @AfterAll
    void stop() {
        pair.close();
    }

    @Test
    void sessions_of_both_gateways_are_there_with_their_last_signs_of_life() {
        Login alice = pair.login("Alice");
        Login bob = pair.login("Bob");
        try (VoiceClient here = VoiceClient.connect(pair.gateway, alice.token());
                VoiceClient there = VoiceClient.connect(pair.other, bob.token())) {
            here.join("lounge");
            there.join("music");
            await(() -> pair.gateway
                    .bean(PresenceTable.class)
                    .row(TwoGateways.DEMO, bob.user())
                    .isPresent());
            await(() -> !session(bob).path("lastHeard").isNull());

            JsonNode health = health();
            assertThat(session(alice).path("channelId").asString()).isEqualTo("lounge");
            assertThat(session(alice).path("lastHeard").asString()).isGreaterThan("2026-");
            assertThat(session(bob).path("channelId").asString()).isEqualTo("music");
            Instant heard = Instant.parse(session(bob).path("lastHeard").asString());
            assertThat(heard)
                    .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
            assertThat(health.path("gateways")
                            .valueStream()
                            .map(gateway -> gateway.path("inVoice").asInt()))
                    .containsExactlyInAnyOrder(1, 1);
            assertThat(health.path("gateways")
                            .valueStream()
                            .filter(gateway -> gateway.path("sockets").isNumber()))
                    .singleElement()
                    .satisfies(own -> assertThat(own.path("sockets").asInt()).isEqualTo(1));
        }
    }

    @Test
    void a_part_that_does_not_answer_is_said_so_and_the_others_are_told_all_the_same() {
        JsonNode parts = health().path("parts");
        assertThat(part(parts, "api-gateway").path("ready").asBoolean()).isTrue();
        assertThat(part(parts, "Kafka").path("ready").asBoolean()).isTrue();
        // Nothing is started at the addresses of the services here.
        assertThat(part(parts, "analytics").path("ready").asBoolean()).isFalse();
        assertThat(part(parts, "analytics").path("lag").isNull()).isTrue();
        assertThat(part(parts, "analytics").path("off").asBoolean()).isFalse();
    }

    @Test
    void audio_that_was_left_out_is_off_and_says_why_which_is_no_fault() {
        JsonNode audio = part(health().path("parts"), "LiveKit");
        assertThat(audio.path("ready").asBoolean()).isFalse();
        assertThat(audio.path("off").asBoolean()).isTrue();
        assertThat(audio.path("detail").asString()).contains("without LiveKit");
    }

    @Test
    void only_operators_may_look() {
        Answer refused =
                pair.gateway.get("/api/operations/health", pair.login("Alice").token());
        assertThat(refused.status()).isEqualTo(403);
        assertThat(pair.gateway.get("/api/operations/health", null).status()).isEqualTo(401);
    }

    private JsonNode health() {
        Answer answer = pair.gateway.get("/api/operations/health", operator);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.body();
    }

    private JsonNode session(Login login) {
        List<JsonNode> found = health().path("sessions")
                .valueStream()
                .filter(session -> session.path("userId").asString().equals(name(login)))
                .toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private static JsonNode part(JsonNode parts, String name) {
        return parts.valueStream()
                .filter(part -> part.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
