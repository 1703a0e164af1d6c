package dev.earshot.gateway.socket;

import static dev.earshot.gateway.socket.RawHandshake.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.gateway.RunningGateway;
import dev.earshot.gateway.RunningGateway.Login;
import dev.earshot.gateway.wire.CloseCode;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Who is let in, and how the others are told. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HandshakeIT {
    private RunningGateway gateway;

    @BeforeAll
    void start() {
        gateway = RunningGateway.start("earshot.gateway.allowed-origins=" + VoiceClient.ORIGIN);
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    @Test
    void a_browsers_handshake_is_answered_with_the_protocol_and_never_with_the_token() {
        String token = gateway.login("Alice").token();
        String answer = handshake("/ws", "earshot.v1, bearer." + token, null, VoiceClient.ORIGIN);
        assertThat(answer).startsWith("HTTP/1.1 101").containsIgnoringCase("sec-websocket-protocol: earshot.v1");
        assertThat(answer).doesNotContain(token).doesNotContainIgnoringCase("bearer.");
        assertThat(answer).doesNotContainIgnoringCase("permessage-deflate");
    }

    @Test
    void other_clients_may_send_the_header_and_no_origin() {
        String token = gateway.login("Robot").token();
        assertThat(handshake("/ws", "earshot.v1", "Bearer " + token, null)).startsWith("HTTP/1.1 101");
    }

    @Test
    void no_token_is_refused() {
        assertRefused(handshake("/ws", "earshot.v1", null, VoiceClient.ORIGIN), 401, "no-token");
    }

    @Test
    void a_token_that_is_none_is_refused() {
        assertRefused(handshake("/ws", "earshot.v1, bearer.abc", null, null), 401, "token-refused");
    }

    @Test
    void an_expired_token_is_refused() {
        String expired = DevTokens.of("alice", Instant.now().minusSeconds(3600));
        assertRefused(handshake("/ws", "earshot.v1, bearer." + expired, null, null), 401, "token-refused");
    }

    @Test
    void a_token_of_a_foreign_issuer_is_refused() {
        Instant later = Instant.now().plusSeconds(3600);
        String foreign = DevTokens.of(RunningGateway.DEV_SECRET, "somebody-else", "alice", later);
        String forged = DevTokens.of("another-secret-that-is-long-enough-too", DevTokens.ISSUER, "alice", later);
        assertRefused(handshake("/ws", "earshot.v1, bearer." + foreign, null, null), 401, "token-refused");
        assertRefused(handshake("/ws", "earshot.v1, bearer." + forged, null, null), 401, "token-refused");
    }

    @Test
    void a_token_in_the_address_is_refused_even_beside_a_good_one() {
        String token = gateway.login("Alice").token();
        String answer = handshake("/ws?token=" + token, "earshot.v1, bearer." + token, null, null);
        assertRefused(answer, 401, "token-in-query");
        assertThat(answer).doesNotContain(token);
    }

    @Test
    void a_page_of_another_origin_is_refused() {
        String token = gateway.login("Alice").token();
        assertRefused(handshake("/ws", "earshot.v1, bearer." + token, null, "https://evil.example"), 403, "origin");
        assertRefused(handshake("/ws", "earshot.v1, bearer." + token, null, "null"), 403, "origin");
    }

    @Test
    void a_client_that_does_not_speak_the_protocol_is_refused() {
        String token = gateway.login("Alice").token();
        assertRefused(handshake("/ws", "chat", "Bearer " + token, null), 400, "protocol");
    }

    @Test
    void a_person_has_only_so_many_sockets_and_gets_each_back() {
        Login alice = gateway.login("Alice");
        for (int i = 0; i < 25; i++) {
            VoiceClient.connect(gateway, alice.token()).close();
            // Each is gone before the next, or the twenty-first would be refused.
            org.awaitility.Awaitility.await()
                    .until(() -> gateway.bean(LiveSockets.class).all().stream()
                            .noneMatch(socket -> socket.user().equals(alice.user())));
        }
    }

    @Test
    void a_socket_ends_with_its_token() {
        try (VoiceClient client = VoiceClient.connect(
                gateway, DevTokens.of("shortly", Instant.now().plusSeconds(3)))) {
            assertThat(client.closeCode()).isEqualTo(CloseCode.TOKEN_EXPIRED.code());
            assertThat(client.closeReason()).isEqualTo(CloseCode.TOKEN_EXPIRED.sentence());
        }
    }

    @Test
    void a_new_token_for_the_same_person_keeps_the_socket() {
        Instant soon = Instant.now().plusSeconds(5);
        try (VoiceClient renewed = VoiceClient.connect(gateway, DevTokens.of("renewer", soon));
                VoiceClient not = VoiceClient.connect(gateway, DevTokens.of("renewer", soon))) {
            assertThat(renewed.refused("auth", Map.of("token", "abc"))).isEqualTo("token-refused");
            String others = DevTokens.of("other", Instant.now().plusSeconds(3600));
            assertThat(renewed.refused("auth", Map.of("token", others))).isEqualTo("another-user");
            renewed.ok(
                    "auth",
                    Map.of("token", DevTokens.of("renewer", Instant.now().plusSeconds(3600))));
            assertThat(not.closeCode()).isEqualTo(CloseCode.TOKEN_EXPIRED.code());
            renewed.sendText("{\"type\":\"voice:heartbeat\"}").await("voice:heartbeat");
            assertThat(renewed.isOpen()).isTrue();
        }
    }

    private String handshake(String path, String protocols, @Nullable String authorization, @Nullable String origin) {
        return RawHandshake.send(gateway, path, protocols, authorization, origin);
    }
}
