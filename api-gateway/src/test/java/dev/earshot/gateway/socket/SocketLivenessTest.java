package dev.earshot.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.gateway.socket.SocketLiveness.Due;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Time is moved by rounds of a second. */
class SocketLivenessTest {
    private static final Duration PING_EVERY = Duration.ofSeconds(20);
    private static final Duration IDLE_AFTER = Duration.ofSeconds(60);
    private static final int HEARTBEAT = 15;

    private final SocketLiveness socket = new SocketLiveness(PING_EVERY, IDLE_AFTER);
    private long random = 1000;
    private int second;

    @Test
    void the_server_pings_every_twenty_seconds_and_a_page_that_answers_and_beats_stays_for_ever() {
        List<Integer> pinged = new ArrayList<>();
        while (second < 3600) {
            if (second % HEARTBEAT == 0) socket.text();
            Due due = round();
            assertThat(due).isIn(Due.NOTHING, Due.PING);
            if (due == Due.PING) {
                pinged.add(second);
                socket.pong(socket.ping());
            }
        }
        assertThat(pinged).hasSize(180).startsWith(20, 40, 60).allMatch(at -> at % 20 == 0);
    }

    @Test
    void a_frozen_page_whose_browser_answers_every_ping_is_idle_after_a_minute() {
        Due due = Due.NOTHING;
        while (due != Due.IDLE) {
            due = round();
            if (due == Due.PING) socket.pong(socket.ping());
        }
        assertThat(second).isEqualTo(60);
    }

    @Test
    void a_text_frame_begins_the_minute_anew() {
        while (second < 59) answered();
        socket.text();
        while (second < 118) assertThat(answered()).isNotEqualTo(Due.IDLE);
        assertThat(answered()).isEqualTo(Due.IDLE);
    }

    @Test
    void a_connection_that_answers_none_of_two_pings_is_dead_although_text_still_comes() {
        Due due = Due.NOTHING;
        while (due != Due.DEAD) {
            socket.text();
            due = round();
        }
        assertThat(second).isEqualTo(60);
    }

    @Test
    void a_late_pong_of_the_ping_before_is_as_good() {
        long first = 0;
        while (second < 3600) {
            socket.text();
            Due due = round();
            assertThat(due).isNotEqualTo(Due.DEAD);
            if (due != Due.PING) continue;
            if (first == 0) {
                first = socket.ping();
            } else {
                socket.pong(first);
                first = 0;
            }
        }
    }

    @Test
    void a_pong_that_echoes_no_ping_says_nothing() {
        Due due = Due.NOTHING;
        while (due != Due.DEAD) {
            socket.text();
            socket.pong(42);
            due = round();
        }
        assertThat(second).isEqualTo(60);
    }

    @Test
    void a_gateway_that_stood_still_blames_nobody() {
        // However long it stood: it is one round late, and what the pages sent meanwhile is read before the next.
        while (second < 44) answered();
        socket.text();
        assertThat(answered()).isEqualTo(Due.NOTHING);
    }

    @Test
    void settings_that_would_cut_every_page_are_refused_with_what_to_write() {
        assertThatThrownBy(() -> settings(PING_EVERY, Duration.ofSeconds(15)))
                .hasMessageContaining("earshot.gateway.socket.idle-after")
                .hasMessageContaining("such as 60s");
        assertThatThrownBy(() -> settings(Duration.ofMillis(10), IDLE_AFTER))
                .hasMessageContaining("earshot.gateway.socket.ping-every");
        settings(Duration.ofSeconds(1), Duration.ofSeconds(16));
    }

    private static SocketSettings settings(Duration pingEvery, Duration idleAfter) {
        return new SocketSettings(Duration.ofSeconds(5), 0, 50, pingEvery, idleAfter);
    }

    private Due round() {
        second++;
        return socket.round(++random);
    }

    private Due answered() {
        Due due = round();
        if (due == Due.PING) socket.pong(socket.ping());
        return due;
    }
}
