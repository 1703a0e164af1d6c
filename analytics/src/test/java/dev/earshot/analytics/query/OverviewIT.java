package dev.earshot.analytics.query;

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
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The overview shows what the ledger adds up to, beside the time before and the people there now. */
@ExtendWith(Weekend.Shared.class)
class OverviewIT {
    private final Weekend weekend;

    OverviewIT(Weekend weekend) {
        this.weekend = weekend;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&channel=channel-1"})
    void the_overview(String filter) {
        JsonNode overview = weekend.ok("overview?" + WINDOW + filter);
        List<Stay> stays = weekend.stays(filter).toList();
        List<Stay> ended = weekend.ended(filter);
        assertThat(overview.get("minutes").asDouble())
                .isCloseTo(Ledger.millis(stays, FROM, TO) / 60_000.0, within(0.001));
        assertThat(overview.get("calls").asLong()).isEqualTo(weekend.joins(filter, FROM, TO));
        assertThat(overview.get("peak").asLong()).isEqualTo(Ledger.peak(stays, FROM, TO));
        assertThat(overview.get("people").asLong())
                .isEqualTo(stays.stream()
                        .filter(stay -> stay.within(FROM, TO) > 0)
                        .map(Stay::user)
                        .distinct()
                        .count());
        assertThat(overview.get("expiryRate").asDouble()).isCloseTo(Ledger.expiryRate(ended), within(0.0001));
        assertThat(overview.get("medianCallSeconds").asDouble())
                .isBetween(Ledger.quantile(ended, 0.48) * 0.96 - 1, Ledger.quantile(ended, 0.52) * 1.04 + 1);
        assertThat(overview.at("/now/inVoice").asLong())
                .isEqualTo(stays.stream().filter(stay -> stay.why() == null).count());
        Instant before = FROM.minus(Duration.between(FROM, TO));
        assertThat(overview.at("/previous/calls").asLong())
                .isEqualTo(weekend.joins(filter, before, FROM))
                .isPositive();
    }
}
