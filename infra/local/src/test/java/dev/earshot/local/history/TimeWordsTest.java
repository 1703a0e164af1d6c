package dev.earshot.local.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** On a Wednesday in Berlin, at 16:20:30. */
class TimeWordsTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final LocalDateTime NOW = LocalDateTime.parse("2026-11-25T16:20:30");

    @Test
    void iso_is_read_with_and_without_an_offset_a_zone_and_a_t() {
        assertThat(at("2026-11-25T10:00:00Z")).isEqualTo(Instant.parse("2026-11-25T10:00:00Z"));
        assertThat(at("2026-11-25T10:00:00.250+05:30")).isEqualTo(Instant.parse("2026-11-25T04:30:00.250Z"));
        assertThat(at("2026-11-24T14:05")).isEqualTo(berlin("2026-11-24T14:05"));
        assertThat(at("2026-11-24 14:05:22.104")).isEqualTo(berlin("2026-11-24T14:05:22.104"));
        assertThat(at("2026-11-24")).isEqualTo(berlin("2026-11-24T00:00"));
    }

    @Test
    void a_time_alone_is_the_last_time_that_a_clock_showed_it() {
        assertThat(at("14:05")).isEqualTo(berlin("2026-11-25T14:05"));
        assertThat(at("9:05")).isEqualTo(berlin("2026-11-25T09:05"));
        assertThat(at("14:03:22.104")).isEqualTo(berlin("2026-11-25T14:03:22.104"));
        assertThat(at("23:59")).isEqualTo(berlin("2026-11-24T23:59"));
    }

    @Test
    void so_long_ago_is_counted_back_from_now() {
        assertThat(at("now")).isEqualTo(berlin("2026-11-25T16:20:30"));
        assertThat(at("10 minutes ago")).isEqualTo(berlin("2026-11-25T16:10:30"));
        assertThat(at("an hour ago")).isEqualTo(berlin("2026-11-25T15:20:30"));
        assertThat(at("90s ago")).isEqualTo(berlin("2026-11-25T16:19:00"));
        assertThat(at("2 Days  Ago")).isEqualTo(berlin("2026-11-23T16:20:30"));
        assertThat(at("1 week ago")).isEqualTo(berlin("2026-11-18T16:20:30"));
    }

    @Test
    void days_have_names() {
        assertThat(at("yesterday 14:05")).isEqualTo(berlin("2026-11-24T14:05"));
        assertThat(at("Yesterday at 9:05")).isEqualTo(berlin("2026-11-24T09:05"));
        assertThat(at("today")).isEqualTo(berlin("2026-11-25T00:00"));
        assertThat(at("monday 8:00")).isEqualTo(berlin("2026-11-23T08:00"));
        assertThat(at("wednesday")).isEqualTo(berlin("2026-11-18T00:00"));
    }

    @Test
    void the_day_when_clocks_are_put_back_has_an_hour_more() {
        TimeWords after = words(LocalDateTime.parse("2026-10-26T12:00"));
        assertThat(after.parse("1 day ago")).isEqualTo(Instant.parse("2026-10-25T11:00:00Z"));
        assertThat(after.parse("2 days ago")).isEqualTo(Instant.parse("2026-10-24T10:00:00Z"));
        // Shown twice: the earlier one.
        assertThat(after.parse("2026-10-25T02:30")).isEqualTo(Instant.parse("2026-10-25T00:30:00Z"));
    }

    @Test
    void a_time_that_was_skipped_is_taken_after_the_gap() {
        assertThat(words(LocalDateTime.parse("2026-03-30T12:00")).parse("2026-03-29T02:30"))
                .isEqualTo(Instant.parse("2026-03-29T01:30:00Z"));
    }

    @Test
    void what_is_no_time_is_answered_with_what_to_write() {
        for (String nonsense :
                new String[] {"", "soon", "25:00", "2026-13-01", "ten minutes ago", "someday", "-5m ago"}) {
            assertThatThrownBy(() -> at(nonsense))
                    .isInstanceOf(BadArgument.class)
                    .hasMessageContaining("10 minutes ago");
        }
    }

    private static Instant at(String text) {
        return words(NOW).parse(text);
    }

    private static TimeWords words(LocalDateTime now) {
        return new TimeWords(Clock.fixed(now.atZone(BERLIN).toInstant(), BERLIN));
    }

    private static Instant berlin(String time) {
        return LocalDateTime.parse(time).atZone(BERLIN).toInstant();
    }
}
