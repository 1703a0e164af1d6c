package dev.earshot.analytics.ingest;

import static dev.earshot.analytics.testing.Facts.joined;
import static dev.earshot.analytics.testing.Facts.left;
import static dev.earshot.analytics.testing.Facts.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.earshot.analytics.testing.FactDatabase;
import dev.earshot.analytics.testing.FactTopics;
import dev.earshot.analytics.testing.RunningIngest;
import dev.earshot.events.change.EndReason;
import dev.earshot.events.change.VoiceChange;
import dev.earshot.servers.TestServers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How fast a backlog of calls is taken in: {@code -Dearshot.rate.facts=1000000} for a figure, few by default. */
class IngestRateIT {
    private static final int FACTS = Integer.getInteger("earshot.rate.facts", 20_000);

    @Test
    void a_backlog_is_taken_in_whole() {
        FactDatabase database = FactDatabase.migrated(TestServers.newDatabase());
        try (FactTopics topics = FactTopics.start()) {
            for (int i = 0; i < FACTS / 2; i++) {
                VoiceChange.Joined call = joined(2L * i, seconds(i));
                topics.changesLater(List.of(call, left(call, 2L * i + 1, seconds(i + 60), EndReason.LEFT)));
            }
            topics.flush();
            long began = System.nanoTime();
            try (RunningIngest ingest = RunningIngest.start(topics, database)) {
                await().pollInterval(Duration.ofMillis(20))
                        .atMost(Duration.ofMinutes(10))
                        .until(() -> ingest.meter("earshot.ingest.rows") >= FACTS);
            }
            double took = (System.nanoTime() - began) / 1e9;
            System.out.printf("Took in %,d facts in %.1f s: %,.0f facts/s%n", FACTS, took, FACTS / took);
            assertThat(database.count("facts.stay_started")).isEqualTo(FACTS / 2);
            assertThat(database.count("facts.stay_ended")).isEqualTo(FACTS / 2);
        }
    }
}
