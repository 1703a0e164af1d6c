package dev.earshot.gateway.operations;

import static dev.earshot.gateway.wire.Rows.ALICE;
import static dev.earshot.gateway.wire.Rows.BOB;
import static dev.earshot.gateway.wire.Rows.CAROL;
import static dev.earshot.gateway.wire.Rows.DEMO;
import static dev.earshot.gateway.wire.Rows.LOUNGE;
import static dev.earshot.gateway.wire.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.events.id.GatewayId;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.id.UserId;
import dev.earshot.gateway.socket.OpenSession;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignsOfLifeTest {
    private static final GatewayId HERE = new GatewayId("g-here");
    /** Whose rows {@code Rows} makes. */
    private static final GatewayId THERE = new GatewayId("g-1");

    private static final Instant NOW = Instant.parse("2026-11-22T14:05:00Z");

    @Test
    void a_session_of_this_gateway_was_heard_when_its_socket_was() {
        SignsOfLife signs = signs(List.of(open(ALICE, 4)), List.of(seat(ALICE)), SignsOfLife.Heard.NOTHING);
        assertThat(signs.sessions()).singleElement().satisfies(alice -> {
            assertThat(alice.lastHeard()).isEqualTo(NOW.minusSeconds(4));
            assertThat(alice.channelId()).isEqualTo(LOUNGE);
        });
    }

    @Test
    void a_socket_in_no_channel_is_a_session_too() {
        SignsOfLife signs = signs(List.of(open(ALICE, 1)), List.of(), SignsOfLife.Heard.NOTHING);
        assertThat(signs.sessions()).singleElement().satisfies(alice -> {
            assertThat(alice.guild()).isNull();
            assertThat(alice.gatewayId()).isEqualTo("g-here");
        });
    }

    @Test
    void a_session_of_another_gateway_was_heard_when_its_ticks_say_so() {
        SignsOfLife.Heard ticks = new SignsOfLife.Heard(
                Map.of(THERE, NOW.minusSeconds(1)), Map.of(new SessionId("s-bob"), NOW.minusSeconds(12)));
        SignsOfLife signs = signs(List.of(), List.of(seat(BOB)), ticks);
        assertThat(signs.sessions())
                .singleElement()
                .satisfies(bob -> assertThat(bob.lastHeard()).isEqualTo(NOW.minusSeconds(12)));
    }

    @Test
    void the_longest_silent_come_first_and_those_that_nobody_heard_before_them() {
        SignsOfLife signs = signs(
                List.of(open(ALICE, 2), open(BOB, 20)),
                List.of(seat(ALICE), seat(BOB), seat(CAROL)),
                SignsOfLife.Heard.NOTHING);
        assertThat(signs.sessions())
                .extracting(OperationsHealth.Session::userId)
                .containsExactly(CAROL, BOB, ALICE);
    }

    @Test
    void a_lost_gateway_that_rows_still_name_is_shown_and_was_not_heard() {
        SignsOfLife signs = signs(List.of(open(ALICE, 1)), List.of(seat(BOB)), SignsOfLife.Heard.NOTHING);
        assertThat(signs.gateways(NOW))
                .containsExactly(
                        new OperationsHealth.Gateway("g-1", null, 1, null),
                        new OperationsHealth.Gateway("g-here", 1, 0, NOW));
    }

    private static SignsOfLife signs(List<OpenSession> own, List<SignsOfLife.Seat> present, SignsOfLife.Heard ticks) {
        return new SignsOfLife(HERE, own, present, ticks);
    }

    private static SignsOfLife.Seat seat(UserId user) {
        return new SignsOfLife.Seat(DEMO, row(user, LOUNGE));
    }

    private static OpenSession open(UserId user, int secondsAgo) {
        return new OpenSession(user, user.value(), new SessionId("s-" + user.value()), NOW.minusSeconds(secondsAgo));
    }
}
