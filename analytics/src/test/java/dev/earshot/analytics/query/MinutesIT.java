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
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Minutes, people and calls by the days of a zone, by channel and by person. */
@ExtendWith(Weekend.Shared.class)
class MinutesIT {
    private final Weekend weekend;

    MinutesIT(Weekend weekend) {
        this.weekend = weekend;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&channel=channel-1", "&user=user-2", "&channel=channel-0&user=user-3"})
    void minutes_by_day_channel_and_person(String filter) {
        weekend.ok("minutes?by=day&" + WINDOW + filter).get("items").forEach(day -> {
            Instant at = LocalDate.parse(day.get("key").asString())
                    .atStartOfDay(BERLIN)
                    .toInstant();
            Instant next = at.atZone(BERLIN).plusDays(1).toInstant();
            assertUsage(day, filter, at.isBefore(FROM) ? FROM : at, next.isBefore(TO) ? next : TO);
        });
        JsonNode channels = weekend.ok("minutes?by=channel&" + WINDOW + filter).get("items");
        assertThat(channels).isNotEmpty();
        channels.forEach(channel -> {
            String id = channel.get("key").asString();
            assertUsage(channel, filter + "&channel=" + id, FROM, TO);
        });
        JsonNode people = weekend.ok("minutes?by=user&" + WINDOW + filter).get("items");
        assertThat(people.size()).isEqualTo((int) weekend.stays(filter)
                .filter(stay -> stay.within(FROM, TO) > 0)
                .map(Stay::user)
                .distinct()
                .count());
        people.forEach(person -> {
            String id = person.get("key").asString();
            assertUsage(person, filter + "&user=" + id, FROM, TO);
        });
    }

    private void assertUsage(JsonNode item, String filter, Instant from, Instant to) {
        List<Stay> stays = weekend.stays(filter).toList();
        assertThat(item.get("minutes").asDouble())
                .as(item.toString())
                .isCloseTo(Ledger.millis(stays, from, to) / 60_000.0, within(0.001));
        assertThat(item.get("people").asLong())
                .as(item.toString())
                .isEqualTo(new TreeSet<>(stays.stream()
                                .filter(stay -> stay.within(from, to) > 0)
                                .map(Stay::user)
                                .toList())
                        .size());
        assertThat(item.get("calls").asLong()).as(item.toString()).isEqualTo(weekend.joins(filter, from, to));
        assertThat(item.get("secondsMuted").asDouble())
                .as(item.toString())
                .isCloseTo(
                        stays.stream()
                                .filter(stay -> stay.endedWithin(from, to))
                                .mapToDouble(Stay::muted)
                                .sum(),
                        within(0.1));
    }
}
