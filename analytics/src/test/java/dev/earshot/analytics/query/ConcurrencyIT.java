package dev.earshot.analytics.query;

import static dev.earshot.analytics.testing.Weekend.BERLIN;
import static dev.earshot.analytics.testing.Weekend.FROM;
import static dev.earshot.analytics.testing.Weekend.TO;
import static dev.earshot.analytics.testing.Weekend.WINDOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.earshot.analytics.testing.Ledger;
import dev.earshot.analytics.testing.Ledger.Stay;
import dev.earshot.analytics.testing.Weekend;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** How many were there at once, at most and on average, by minutes and by the hours and days of a zone. */
@ExtendWith(Weekend.Shared.class)
class ConcurrencyIT {
    private final Weekend weekend;

    ConcurrencyIT(Weekend weekend) {
        this.weekend = weekend;
    }

    @ParameterizedTest
    @ValueSource(strings = {"hour", "day"})
    void concurrency_by_the_zones_hours_and_days(String bucket) {
        JsonNode items =
                weekend.ok("concurrency?bucket=" + bucket + "&" + WINDOW).get("items");
        assertThat(items.size()).isGreaterThan(bucket.equals("hour") ? 35 : 2);
        items.forEach(item -> {
            Instant at = ZonedDateTime.parse(item.get("at").asString()).toInstant();
            Instant from = at.isBefore(FROM) ? FROM : at;
            Instant end = bucket.equals("hour")
                    ? at.plusSeconds(3600)
                    : at.atZone(BERLIN).plusDays(1).toInstant();
            Instant to = end.isBefore(TO) ? end : TO;
            List<Stay> stays = weekend.ledger()
                    .stays(stay -> item.get("channelId").isNull()
                            || stay.channel().equals(item.get("channelId").asString()))
                    .filter(stay -> stay.within(from, to) > 0)
                    .toList();
            assertThat(item.get("peak").asLong()).as(item.toString()).isEqualTo(Ledger.peak(stays, from, to));
            double average = Ledger.millis(stays, from, to)
                    / (double) Duration.between(from, to).toMillis();
            assertThat(item.get("average").asDouble()).as(item.toString()).isCloseTo(average, within(0.001));
        });
    }

    @Test
    void concurrency_by_minute() {
        Instant to = FROM.plus(Duration.ofHours(6));
        JsonNode items = weekend.ok("concurrency?bucket=minute&guild=guild-0&from=" + FROM + "&to=" + to)
                .get("items");
        assertThat(items.valueStream().filter(item -> item.get("channelId").isNull()))
                .hasSize(360);
        items.forEach(item -> {
            Instant at = Instant.parse(item.get("at").asString());
            Instant next = at.plusSeconds(60);
            List<Stay> stays = weekend.ledger()
                    .stays(stay -> item.get("channelId").isNull()
                            || stay.channel().equals(item.get("channelId").asString()))
                    .filter(stay -> stay.within(at, next) > 0)
                    .toList();
            assertThat(item.get("peak").asLong()).as(item.toString()).isEqualTo(Ledger.peak(stays, at, next));
            assertThat(item.get("average").asDouble())
                    .isCloseTo(Ledger.millis(stays, at, next) / 60_000.0, within(0.001));
        });
    }
}
