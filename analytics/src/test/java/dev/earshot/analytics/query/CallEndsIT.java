package dev.earshot.analytics.query;

import static dev.earshot.analytics.testing.Weekend.WINDOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.analytics.testing.Ledger;
import dev.earshot.analytics.testing.Ledger.Stay;
import dev.earshot.analytics.testing.Weekend;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Every call that ended in the window is counted once by why it ended and once by its length. */
@ExtendWith(Weekend.Shared.class)
class CallEndsIT {
    private final Weekend weekend;

    CallEndsIT(Weekend weekend) {
        this.weekend = weekend;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&channel=channel-1", "&user=user-2"})
    void departures_and_lengths(String filter) {
        List<Stay> ended = weekend.ended(filter);
        JsonNode departures = weekend.ok("departures?" + WINDOW + filter);
        departures
                .get("items")
                .forEach(item -> assertThat(item.get("calls").asLong())
                        .isEqualTo(ended.stream()
                                .filter(stay -> item.get("why").asString().equals(stay.why()))
                                .count()));
        assertThat(sum(departures.get("items"), "calls")).isEqualTo(ended.size());
        JsonNode lengths = weekend.ok("lengths?" + WINDOW + filter);
        assertThat(sum(lengths.get("items"), "calls")).isEqualTo(ended.size());
        lengths.get("items").forEach(item -> {
            double to = item.get("toSeconds").isNull()
                    ? Double.MAX_VALUE
                    : item.get("toSeconds").asDouble();
            assertThat(item.get("calls").asLong())
                    .as(item.toString())
                    .isEqualTo(ended.stream()
                            .mapToDouble(Stay::callSeconds)
                            .filter(length -> length >= item.get("fromSeconds").asDouble() && length < to)
                            .count());
        });
        assertThat(lengths.get("p95").asDouble())
                .isBetween(Ledger.quantile(ended, 0.93) * 0.96 - 1, Ledger.quantile(ended, 0.97) * 1.04 + 1);
    }

    private static long sum(JsonNode items, String field) {
        return items.valueStream().mapToLong(item -> item.get(field).asLong()).sum();
    }
}
