package dev.earshot.analytics.query;

import static dev.earshot.analytics.testing.Weekend.BERLIN;
import static dev.earshot.analytics.testing.Weekend.FROM;
import static dev.earshot.analytics.testing.Weekend.TO;
import static dev.earshot.analytics.testing.Weekend.WINDOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.analytics.testing.Ledger;
import dev.earshot.analytics.testing.Weekend;
import java.time.Instant;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whoever spoke on a day of the zone is counted once. */
@ExtendWith(Weekend.Shared.class)
class SpeakersIT {
    private final Weekend weekend;

    SpeakersIT(Weekend weekend) {
        this.weekend = weekend;
    }

    @Test
    void speakers_by_the_zones_days() {
        weekend.ok("speakers?period=day&" + WINDOW).get("items").forEach(item -> {
            Instant at = ZonedDateTime.parse(item.get("at").asString()).toInstant();
            Instant from = at.isBefore(FROM) ? FROM : at;
            Instant next = at.atZone(BERLIN).plusDays(1).toInstant();
            Instant to = next.isBefore(TO) ? next : TO;
            long expected = weekend.ledger().rings().stream()
                    .filter(ring -> ring.began().isBefore(to) && !ring.ended().isBefore(from))
                    .map(Ledger.Ring::user)
                    .distinct()
                    .count();
            assertThat(item.get("speakers").asLong()).as(item.toString()).isEqualTo(expected);
        });
    }
}
