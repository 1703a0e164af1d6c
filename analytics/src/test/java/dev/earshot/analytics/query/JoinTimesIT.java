package dev.earshot.analytics.query;

import static dev.earshot.analytics.testing.Weekend.BERLIN;
import static dev.earshot.analytics.testing.Weekend.FROM;
import static dev.earshot.analytics.testing.Weekend.TO;
import static dev.earshot.analytics.testing.Weekend.WINDOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.analytics.testing.Weekend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** The heat map counts joins by the weekdays and hours of a zone. */
@ExtendWith(Weekend.Shared.class)
class JoinTimesIT {
    private final Weekend weekend;

    JoinTimesIT(Weekend weekend) {
        this.weekend = weekend;
    }

    @Test
    void the_heat_map() {
        JsonNode items = weekend.ok("heatmap?" + WINDOW).get("items");
        long joins = items.valueStream()
                .mapToLong(item -> item.get("joins").asLong())
                .sum();
        assertThat(joins).isEqualTo(weekend.joins("", FROM, TO));
        items.forEach(item -> {
            long expected = weekend.ledger().joins().stream()
                    .filter(join -> !join.at().isBefore(FROM) && join.at().isBefore(TO))
                    .map(join -> join.at().atZone(BERLIN))
                    .filter(at ->
                            at.getDayOfWeek().getValue() == item.get("weekday").asInt()
                                    && at.getHour() == item.get("hour").asInt())
                    .count();
            assertThat(item.get("joins").asLong()).as(item.toString()).isEqualTo(expected);
        });
    }
}
