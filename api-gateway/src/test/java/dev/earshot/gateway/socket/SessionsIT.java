package dev.earshot.gateway.socket;

import static dev.earshot.gateway.socket.TwoGateways.DEMO;
import static dev.earshot.gateway.socket.TwoGateways.any;
import static dev.earshot.gateway.socket.TwoGateways.await;
import static dev.earshot.gateway.socket.TwoGateways.name;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.gateway.RunningGateway.Login;
import dev.earshot.gateway.wire.CloseCode;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** Who holds a session: the latest wins, a resume takes over, and whoever goes is gone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionsIT {
    private TwoGateways pair;
    private Login alice;
    private Login bob;

    @BeforeAll
    void start() {
        pair = new TwoGateways();
    }

    @AfterAll
    void stop() {
        pair.close();
    }

    @BeforeEach
    void login() {
        alice = pair.login("Alice");
        bob = pair.login("Bob");
    }

    @Test
    void the_latest_session_wins_and_the_other_is_told() {
        try (VoiceClient laptop = VoiceClient.connect(pair.gateway, alice.token());
                VoiceClient phone = VoiceClient.connect(pair.other, alice.token());
                VoiceClient watcher = VoiceClient.connect(pair.gateway, bob.token())) {
            watcher.subscribe();
            laptop.join("lounge");
            watcher.awaitChange("voice:join", name(alice), any());
            phone.join("standup");
            JsonNode replaced = laptop.await("voice:replaced");
            assertThat(replaced.path("by").asString()).isEqualTo(phone.sessionId());
            assertThat(replaced.path("channelId").asString()).isEqualTo("lounge");
            watcher.awaitChange(
                    "voice:move",
                    name(alice),
                    move -> move.path("channelId").asString().equals("standup"));
            assertThat(laptop.isOpen()).isTrue();
            // A late leave of the replaced session removes nobody.
            laptop.ok("voice:leave", Map.of());
            phone.ok("voice:state", Map.of("muted", true, "deafened", false));
            watcher.awaitChange(
                    "voice:state", name(alice), state -> state.path("muted").asBoolean());
            assertThat(pair.row(DEMO, alice)).isPresent();
        }
    }

    @Test
    void a_cut_cable_dims_and_a_resume_on_another_gateway_brings_back() {
        try (VoiceClient watcher = VoiceClient.connect(pair.gateway, bob.token())) {
            watcher.subscribe();
            VoiceClient before = VoiceClient.connect(pair.gateway, alice.token());
            before.join("lounge");
            watcher.awaitChange("voice:join", name(alice), any());
            before.cut();
            watcher.awaitChange("voice:state", name(alice), dim("reconnecting"));
            try (VoiceClient after = VoiceClient.connect(pair.other, alice.token())) {
                after.ok("resume", Map.of("sessionId", before.sessionId(), "secret", before.resumeSecret()));
                assertThat(after.sessionId()).isEqualTo(before.sessionId());
                assertThat(after.resumeSecret()).isEqualTo(before.resumeSecret());
                watcher.awaitChange("voice:state", name(alice), dim("live"));
                after.ok("voice:state", Map.of("muted", true, "deafened", false));
                watcher.awaitChange(
                        "voice:state", name(alice), state -> state.path("muted").asBoolean());
                assertThat(watcher.frames().stream()
                                .filter(frame -> frame.toString().contains("voice:leave")
                                        && frame.toString().contains(name(alice))))
                        .isEmpty();
            }
        }
    }

    @Test
    void a_session_that_is_taken_over_closes_its_old_socket_for_good() {
        try (VoiceClient before = VoiceClient.connect(pair.gateway, alice.token());
                VoiceClient after = VoiceClient.connect(pair.other, alice.token())) {
            before.join("lounge");
            after.ok("resume", Map.of("sessionId", before.sessionId(), "secret", before.resumeSecret()));
            assertThat(before.closeCode()).isEqualTo(CloseCode.TAKEN_OVER.code());
            after.ok("voice:leave", Map.of());
        }
    }

    @Test
    void a_resume_with_a_wrong_secret_takes_over_nothing() {
        try (VoiceClient before = VoiceClient.connect(pair.gateway, alice.token());
                VoiceClient after = VoiceClient.connect(pair.other, alice.token())) {
            before.join("lounge");
            await(() -> pair.row(DEMO, alice).isPresent());
            Map<String, String> wrong = Map.of("sessionId", before.sessionId(), "secret", after.resumeSecret());
            assertThat(after.refused("resume", wrong)).isEqualTo("wrong-secret");
            before.ok("voice:leave", Map.of());
        }
    }

    @Test
    void a_closed_tab_says_goodbye_and_is_gone_after_five_seconds() {
        try (VoiceClient watcher = VoiceClient.connect(pair.gateway, bob.token())) {
            watcher.subscribe();
            VoiceClient tab = VoiceClient.connect(pair.gateway, alice.token());
            tab.join("lounge");
            watcher.awaitChange("voice:join", name(alice), any());
            long closed = System.nanoTime();
            tab.sayGoodbye();
            JsonNode leave = watcher.awaitChange("voice:leave", name(alice), any());
            assertThat(leave.path("reason").asString()).isEqualTo("expired");
            assertThat((System.nanoTime() - closed) / 1e9).isGreaterThan(4).isLessThan(15);
        }
    }

    private static Predicate<JsonNode> dim(String connection) {
        return state -> state.path("connection").asString("").equals(connection);
    }
}
