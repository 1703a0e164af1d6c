package dev.earshot.analytics.query;

import static dev.earshot.analytics.testing.Weekend.FROM;
import static dev.earshot.analytics.testing.Weekend.TO;
import static dev.earshot.analytics.testing.Weekend.WINDOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.earshot.analytics.testing.Ledger;
import dev.earshot.analytics.testing.Ledger.Stay;
import dev.earshot.analytics.testing.Weekend;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** The lists of channels and people say how long each was used and spoken in, page by page. */
@ExtendWith(Weekend.Shared.class)
class ChannelsAndPeopleIT {
    private final Weekend weekend;

    ChannelsAndPeopleIT(Weekend weekend) {
        this.weekend = weekend;
    }

    @Test
    void channels_and_people_page_by_page() {
        for (String of : List.of("channels", "people")) {
            JsonNode whole = weekend.ok(of + "?" + WINDOW).get("items");
            List<JsonNode> paged = new ArrayList<>();
            String cursor = "";
            do {
                JsonNode page = weekend.ok(of + "?limit=2&cursor=" + cursor + "&" + WINDOW);
                page.get("items").forEach(paged::add);
                cursor = page.get("next").isNull() ? "" : page.get("next").asString();
            } while (!cursor.isEmpty());
            assertThat(paged.stream().map(item -> item.get("id")))
                    .containsExactlyElementsOf(
                            whole.valueStream().map(item -> item.get("id")).toList());
            double all = weekend.ledger()
                    .stays(stay -> stay.endedWithin(FROM, TO))
                    .mapToDouble(Stay::spoken)
                    .sum();
            for (JsonNode item : paged) {
                String id = item.get("id").asString();
                Predicate<Stay> own =
                        stay -> stay.user().equals(id) || stay.channel().equals(id);
                double spoken = weekend.ledger()
                        .stays(own)
                        .filter(stay -> stay.endedWithin(FROM, TO))
                        .mapToDouble(Stay::spoken)
                        .sum();
                assertThat(item.get("secondsSpoken").asDouble()).isCloseTo(spoken, within(0.02));
                assertThat(item.get("talkShare").asDouble()).isCloseTo(spoken / all, within(0.0002));
                assertThat(item.get("minutes").asDouble())
                        .isCloseTo(
                                Ledger.millis(weekend.ledger().stays(own).toList(), FROM, TO) / 60_000.0,
                                within(0.001));
            }
        }
    }
}
