package dev.earshot.analytics.rollup;

import static dev.earshot.analytics.testing.Facts.joined;
import static dev.earshot.analytics.testing.Facts.left;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.earshot.analytics.testing.FactDatabase;
import dev.earshot.analytics.testing.FactTopics;
import dev.earshot.analytics.testing.RunningAnalytics;
import dev.earshot.analytics.testing.Tokens;
import dev.earshot.events.change.EndReason;
import dev.earshot.events.change.VoiceChange;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/** For a while nothing can be added to the sums. */
class RollUpFailsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Instant BEGIN =
            Instant.now().minus(Duration.ofHours(3)).truncatedTo(ChronoUnit.HOURS);

    @Test
    void facts_are_taken_in_meanwhile_health_says_so_and_the_sums_miss_nothing_then() {
        try (FactTopics topics = FactTopics.start();
                RunningAnalytics analytics =
                        RunningAnalytics.start(topics.server().bootstrapServers())) {
            FactDatabase database = analytics.database();
            await().atMost(PATIENCE).until(() -> health(analytics).statusCode() == 200);
            database.execute("ALTER FUNCTION facts.roll_up() RENAME TO roll_up_for_now");
            VoiceChange.Joined joined = joined(1, BEGIN);
            topics.changes(joined, left(joined, 2, BEGIN.plusSeconds(60), EndReason.LEFT));
            await().atMost(PATIENCE).until(() -> database.count("facts.stay_ended") == 1);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(health(analytics).body())
                            .contains("The sums do not follow the facts: see the log"));
            assertThat(health(analytics).statusCode()).isEqualTo(503);
            assertThat(database.query("SELECT calls FROM analytics.expiry_rate"))
                    .isEmpty();

            database.execute("ALTER FUNCTION facts.roll_up_for_now() RENAME TO roll_up");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(database.query("SELECT calls FROM analytics.expiry_rate"))
                            .containsExactly("1"));
            await().atMost(PATIENCE).until(() -> health(analytics).statusCode() == 200);
        }
    }

    private static HttpResponse<String> health(RunningAnalytics analytics) {
        return analytics.get("/actuator/health", Tokens.with("operator"));
    }
}
