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

    @Test
    void a_part_that_is_not_ready_is_named_with_its_log() {
        var down = new StatusQuestion.PartStatus(
                "analytics", "127.0.0.1:8082", false, "does not answer", 0, 2, "/data/logs/analytics.log");
        var ready =
                new StatusQuestion.PartStatus("Kafka", "127.0.0.1:9092", true, "ready", 7, 0, "/data/logs/kafka.log");
        var status = new StatusQuestion.Status(true, false, List.of(ready, down), List.of(), null);
        assertThat(StatusText.of(status))
                .anySatisfy(line ->
                        assertThat(line).contains("analytics", "does not answer; log: /data/logs/analytics.log"))
                .anySatisfy(line -> assertThat(line).contains("Kafka", "ready").doesNotContain("log"))
                .anySatisfy(line -> assertThat(line).contains("not known: the gateway does not answer"));
    }

    @Test
    void a_partition_that_stands_still_is_named_with_its_place_and_the_reason() {
        var stuck = new GatewayHealth.Standing("analytics", "voice.changes", 3, 41, "The row was refused");
        var nobody = new GatewayHealth(List.of(stuck), List.of(), List.of(), 0, new GatewayHealth.Dead(0L, 0L), NOW);
        assertThat(StatusText.of(nobody))
                .anySatisfy(line -> assertThat(line)
                        .contains("stuck", "analytics", "voice.changes/3 at 41", "The row was refused"));
    }

    private static GatewayHealth.Session session(String name, @Nullable String channel, @Nullable Instant heard) {
        return new GatewayHealth.Session("demo", "u-1", name, channel, "g-1", heard);
    }

    private static GatewayHealth health(List<GatewayHealth.Session> sessions, int total) {
        return new GatewayHealth(
                List.of(),
                List.of(new GatewayHealth.Gateway("g-1", 1, 1, NOW)),
                sessions,
                total,
                new GatewayHealth.Dead(0L, 0L),
                NOW);
    }
}
