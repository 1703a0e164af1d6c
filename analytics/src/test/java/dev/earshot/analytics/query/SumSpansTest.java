package dev.earshot.analytics.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.analytics.query.SumSpans.Span;
import dev.earshot.analytics.query.TimeBuckets.Unit;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class SumSpansTest {
    @Test
    void a_window_is_days_in_the_middle_hours_around_them_and_quarters_at_its_edges() {
        assertThat(of("2026-01-29T21:45:00Z", "2026-02-02T06:15:00Z").spans())
                .containsExactly(
                        span(15, "2026-01-29T21:45:00Z", "2026-01-29T22:00:00Z"),
                        span(60, "2026-01-29T22:00:00Z", "2026-01-30T00:00:00Z"),
                        span(1440, "2026-01-30T00:00:00Z", "2026-02-02T00:00:00Z"),
                        span(60, "2026-02-02T00:00:00Z", "2026-02-02T06:00:00Z"),
                        span(15, "2026-02-02T06:00:00Z", "2026-02-02T06:15:00Z"));
    }

    @Test
    void what_holds_no_whole_day_or_hour_is_made_of_shorter_ones() {
        assertThat(of("2026-01-29T21:45:00Z", "2026-01-29T22:15:00Z").spans())
                .containsExactly(span(15, "2026-01-29T21:45:00Z", "2026-01-29T22:15:00Z"));
        assertThat(of("2026-01-29T21:00:00Z", "2026-01-30T02:00:00Z").spans())
                .containsExactly(span(60, "2026-01-29T21:00:00Z", "2026-01-30T02:00:00Z"));
        assertThat(of("2026-01-29T00:00:00Z", "2026-01-30T00:00:00Z").spans())
                .containsExactly(span(1440, "2026-01-29T00:00:00Z", "2026-01-30T00:00:00Z"));
    }

    @Test
    void hours_of_a_zone_are_hours_of_utc_or_made_of_quarters() {
        Instant from = Instant.parse("2026-01-29T21:45:00Z");
        Instant to = Instant.parse("2026-01-30T02:00:00Z");
        assertThat(hourly(from, to, "Europe/Berlin").spans())
                .containsExactly(
                        span(15, "2026-01-29T21:45:00Z", "2026-01-29T22:00:00Z"),
                        span(60, "2026-01-29T22:00:00Z", "2026-01-30T02:00:00Z"));
        assertThat(hourly(from, to, "Asia/Kolkata").spans()).containsExactly(new Span(15, from, to));
    }

    @Test
    void days_of_a_zone_are_hours_and_days_of_utc_are_one_stretch() {
        Instant from = Instant.parse("2026-03-27T23:00:00Z");
        Instant to = Instant.parse("2026-03-30T22:00:00Z");
        assertThat(SumSpans.of(TimeBuckets.of(Unit.DAY, from, to, ZoneId.of("Europe/Berlin")))
                        .spans())
                .containsExactly(new Span(60, from, to));
        assertThat(SumSpans.of(TimeBuckets.of(
                                Unit.DAY,
                                Instant.parse("2026-03-27T00:00:00Z"),
                                Instant.parse("2026-03-30T00:00:00Z"),
                                ZoneId.of("UTC")))
                        .spans())
                .containsExactly(span(1440, "2026-03-27T00:00:00Z", "2026-03-30T00:00:00Z"));
    }

    private static SumSpans hourly(Instant from, Instant to, String zone) {
        return SumSpans.of(TimeBuckets.of(Unit.HOUR, from, to, ZoneId.of(zone)));
    }

    private static SumSpans of(String from, String to) {
        return SumSpans.of(Instant.parse(from), Instant.parse(to));
    }

    private static Span span(int minutes, String from, String to) {
        return new Span(minutes, Instant.parse(from), Instant.parse(to));
    }
}
