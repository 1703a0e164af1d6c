package dev.earshot.analytics.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SessionsQuestionTest {
    private static final Instant NOW = Instant.parse("2026-03-14T12:00:00Z");
    private static final SessionsSettings SETTINGS =
            new SessionsSettings(Duration.ofDays(7), Duration.ofDays(366), 50, 500);

    @Test
    void without_a_window_it_is_the_last_week_until_now() {
        SessionsQuestion question = ask(null, null, null);
        assertThat(question.to()).isEqualTo(NOW);
        assertThat(question.from()).isEqualTo(NOW.minus(Duration.ofDays(7)));
        assertThat(question.limit()).isEqualTo(50);
    }

    @Test
    void with_only_an_end_it_is_the_week_before_it() {
        Instant end = Instant.parse("2025-01-01T00:00:00Z");
        assertThat(ask(null, end.toString(), null).from()).isEqualTo(end.minus(Duration.ofDays(7)));
    }

    @Test
    void times_may_carry_an_offset() {
        assertThat(ask("2026-03-14T09:00:00+01:00", null, null).from()).isEqualTo("2026-03-14T08:00:00Z");
    }

    @Test
    void a_cursor_is_read_back_as_it_was_written() {
        TimeCursor cursor = new TimeCursor(NOW.plusMillis(7), "3-41");
        assertThat(ask(null, null, cursor.text()).below()).isEqualTo(cursor);
    }

    @Test
    void an_empty_window_is_refused() {
        assertThatThrownBy(() -> ask(NOW.toString(), NOW.toString(), null))
                .isInstanceOf(BadQuestion.class)
                .hasMessage("\"from\" must be before \"to\".");
    }

    private static SessionsQuestion ask(@Nullable String from, @Nullable String to, @Nullable String cursor) {
        Map<String, String> sent = new HashMap<>(Map.of("guild", "demo"));
        if (from != null) sent.put("from", from);
        if (to != null) sent.put("to", to);
        if (cursor != null) sent.put("cursor", cursor);
        return SessionsQuestion.of(new Parameters(sent), SETTINGS, NOW);
    }
}
