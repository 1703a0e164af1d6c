package dev.earshot.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StatusTextTest {
    private static final Instant NOW = Instant.parse("2026-11-22T14:05:00Z");

    @Test
    void a_session_is_shown_with_its_place_and_its_last_sign_of_life() {
        GatewayHealth.Session ann = session("Ann", "lounge", NOW.minusMillis(3_450));
        assertThat(StatusText.of(health(List.of(ann), 1)))
                .anySatisfy(line -> assertThat(line).contains("Ann", "demo/lounge", "heard 3.4 s ago"));
    }

    @Test
    void who_was_not_heard_is_said_so() {
        assertThat(StatusText.of(health(List.of(session("Ann", null, null)), 1)))
                .anySatisfy(line -> assertThat(line).contains("Ann", "in no channel", "not heard for a minute"));
    }

    @Test
    void a_crowd_is_cut_and_counted() {
        List<GatewayHealth.Session> many = Collections.nCopies(1000, session("Ann", "lounge", NOW));
        assertThat(StatusText.of(health(many, 4321)))
                .hasSizeLessThan(30)
                .anySatisfy(line -> assertThat(line).contains("and 4301 more"));
    }

    @Test
    void a_screen_is_redrawn_from_its_first_line_and_cut_to_its_size() {
        Terminal terminal = new Terminal(true, true, 5, 3);
        assertThat(terminal.redraw(List.of("one and more", "two", "three"), false))
                .startsWith("\u001b[H")
                .contains("one a\u001b[K\n", "two\u001b[K\n")
                .doesNotContain("three")
                .endsWith("\u001b[J");
    }

    @Test
    void a_pipe_gets_plain_lines() {
        assertThat(new Terminal(false, false, 5, 3).redraw(List.of("one and more", "two"), true))
                .isEqualTo("one and more\ntwo\n\n");
    }

    private static GatewayHealth.Session session(String name, @Nullable String channel, @Nullable Instant heard) {
        return new GatewayHealth.Session("demo", "u-1", name, channel, "g-1", heard);
    }

    private static GatewayHealth health(List<GatewayHealth.Session> sessions, int total) {
        return new GatewayHealth(
                List.of(new GatewayHealth.Gateway("g-1", 1, 1, NOW)),
                sessions,
                total,
                new GatewayHealth.Dead(0L, 0L),
                NOW);
    }
}
