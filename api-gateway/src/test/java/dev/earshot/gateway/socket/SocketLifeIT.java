package dev.earshot.gateway.socket;

import static dev.earshot.gateway.socket.RawSocket.PING;
import static dev.earshot.gateway.socket.RawSocket.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.gateway.RunningGateway;
import dev.earshot.gateway.RunningGateway.Login;
import dev.earshot.gateway.wire.CloseCode;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Sockets on which nobody speaks. The rule and its real times are in {@link SocketLivenessTest}; here they are as short as may be. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SocketLifeIT {
    private static final String HEARTBEAT = "{\"type\":\"voice:heartbeat\"}";

    private RunningGateway gateway;

    @BeforeAll
    void start() {
        gateway = RunningGateway.start(
                "earshot.gateway.allowed-origins=" + VoiceClient.ORIGIN,
                "earshot.limits.sockets-per-user=1",
                "earshot.gateway.socket.ping-every=1s",
                "earshot.gateway.socket.idle-after=16s");
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    @Test
    void a_page_that_only_answers_pings_was_not_heard_is_closed_to_reconnect_and_gives_its_place_back() {
        Login frozen = gateway.login("Frozen");
        try (RawSocket socket = RawSocket.open(gateway, frozen.token())) {
            assertThat(handshake(frozen)).startsWith("HTTP/1.1 429");
            assertThat(socket.answerPingsUntilClosed()).isEqualTo(CloseCode.IDLE.code());
            Instant now = Instant.now();
            // It has not answered the close yet, so it is still listed.
            assertThat(gateway.bean(LiveSockets.class).all(now))
                    .filteredOn(open -> open.user().equals(frozen.user()))
                    .allMatch(open -> Duration.between(open.lastHeard(), now).toSeconds() >= 15);
        }
        assertThat(CloseCode.IDLE.then()).isEqualTo(CloseCode.Then.RECONNECT);
        Awaitility.await().until(() -> handshake(frozen).startsWith("HTTP/1.1 101"));
    }

    @Test
    void a_connection_that_answers_no_ping_is_dead_and_gives_its_place_back() {
        Login gone = gateway.login("Gone");
        try (RawSocket socket = RawSocket.open(gateway, gone.token())) {
            assertThat(socket.read(PING).opcode()).isEqualTo(PING);
            assertThat(socket.sendText(HEARTBEAT).read(PING).opcode()).isEqualTo(PING);
            assertThat(socket.sendText(HEARTBEAT).closeCode()).isEqualTo(1006);
        }
        Awaitility.await().until(() -> handshake(gone).startsWith("HTTP/1.1 101"));
    }

    @Test
    void a_page_in_no_channel_that_beats_and_answers_pings_stays() {
        try (RawSocket socket = RawSocket.open(gateway, gateway.login("Quiet").token())) {
            Instant end = Instant.now().plusSeconds(18);
            Instant beat = Instant.now();
            while (Instant.now().isBefore(end)) {
                RawSocket.Frame frame = socket.read();
                assertThat(frame.opcode()).isIn(TEXT, PING);
                if (frame.opcode() == PING) socket.send(RawSocket.FIN | RawSocket.PONG, frame.payload());
                if (Duration.between(beat, Instant.now()).toSeconds() < 5) continue;
                beat = Instant.now();
                socket.sendText(HEARTBEAT);
            }
        }
    }

    private String handshake(Login login) {
        return RawHandshake.send(gateway, "/ws", "earshot.v1, bearer." + login.token(), null, null);
    }
}
