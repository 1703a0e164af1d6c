package dev.earshot.analytics.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.analytics.testing.Weekend;
import java.net.URLEncoder;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** A day on which the clocks of the zone change has 23 or 25 hours, and no minute is lost or counted twice. */
@ExtendWith(Weekend.Shared.class)
class ClockChangesIT {
    private final Weekend weekend;

    ClockChangesIT(Weekend weekend) {
        this.weekend = weekend;
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2026-03-29, 23",
        "Europe/Berlin, 2025-10-26, 25",
        "America/New_York, 2026-03-08, 23",
        "America/New_York, 2025-11-02, 25"
    })
    void a_day_with_a_change_of_the_clocks_has_23_or_25_hours_of_minutes(String zone, LocalDate day, int hours) {
        ZonedDateTime from = day.atStartOfDay(ZoneId.of(zone));
        String window = "guild=demo&tz=" + zone + "&from=" + time(from) + "&to=" + time(from.plusDays(1));
        JsonNode days = weekend.ok("minutes?by=day&" + window).get("items");
        assertThat(days).hasSize(1);
        assertThat(days.get(0).get("key").asString()).isEqualTo(day.toString());
        assertThat(days.get(0).get("minutes").asDouble()).isEqualTo(hours * 60);
        assertThat(days.get(0).get("people").asInt()).isEqualTo(1);
        JsonNode levels = weekend.ok("concurrency?bucket=hour&" + window).get("items");
        assertThat(levels.valueStream().filter(level -> level.get("channelId").isNull()))
                .hasSize(hours)
                .allMatch(level ->
                        level.get("peak").asInt() == 1 && level.get("average").asDouble() == 1);
        assertThat(weekend.ok("minutes?by=user&" + window)
                        .at("/items/0/minutes")
                        .asDouble())
                .isEqualTo(hours * 60);
    }

    private static String time(ZonedDateTime time) {
        return URLEncoder.encode(time.toOffsetDateTime().toString(), UTF_8);
    }
}
