package dev.earshot.analytics.ingest;

import static dev.earshot.analytics.testing.Facts.joined;
import static dev.earshot.analytics.testing.Facts.left;
import static dev.earshot.analytics.testing.Facts.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.earshot.analytics.testing.CopyRate;
import dev.earshot.analytics.testing.FactDatabase;
import dev.earshot.analytics.testing.FactTopics;
import dev.earshot.analytics.testing.RunningIngest;
import dev.earshot.analytics.testing.Sums;
import dev.earshot.events.change.EndReason;
import dev.earshot.events.change.VoiceChange;
import dev.earshot.servers.TestServers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * How fast a backlog of calls is taken in: {@code -Dearshot.rate.facts=1000000} for a figure, few by default; {@code
 * -Dearshot.rate.targets=true} fails if the figure is less than it should be, {@code -Dearshot.rate.sums=true} adds to the
 * sums meanwhile, as the service does.
 */
class IngestRateIT {
    private static final int FACTS = Integer.getInteger("earshot.rate.facts", 20_000);
    private static final boolean SUMS = Boolean.getBoolean("earshot.rate.sums");
    private static final String[] TABLES = {"facts.stay_started", "facts.stay_ended"};

    @Test
    void a_backlog_is_taken_in_whole() throws Exception {
        FactDatabase database = FactDatabase.migrated(TestServers.newDatabase());
        try (FactTopics topics = FactTopics.start()) {
            for (int i = 0; i < FACTS / 2; i++) {
                VoiceChange.Joined call = joined(2L * i, seconds(i));
                topics.changesLater(List.of(call, left(call, 2L * i + 1, seconds(i + 60), EndReason.LEFT)));
            }
            topics.flush();
            double rate = takenIn(topics, database);
            for (String table : TABLES) assertThat(database.count(table)).isEqualTo(FACTS / 2);
            CopyRate.Copied copied = copied(database);
            assertThat(copied.rows()).isEqualTo(FACTS);
            System.out.printf(
                    "Ingest: %,.0f facts/s; COPY of the same rows: %,.0f rows/s; ratio %.2f%n",
                    rate, copied.perSecond(), rate / copied.perSecond());
            if (!Boolean.getBoolean("earshot.rate.targets")) return;
            assertThat(rate).as("facts/s").isGreaterThanOrEqualTo(50_000);
            assertThat(rate / copied.perSecond()).as("of COPY's rate").isGreaterThanOrEqualTo(0.5);
        }
    }

    private static double takenIn(FactTopics topics, FactDatabase database) {
        long began = System.nanoTime();
        try (Sums _ = SUMS ? Sums.follow(database) : null;
                RunningIngest ingest = RunningIngest.start(topics, database)) {
            await().pollInterval(Duration.ofMillis(20))
                    .atMost(Duration.ofMinutes(10))
                    .until(() -> ingest.meter("earshot.ingest.rows") >= FACTS);
        }
        double took = (System.nanoTime() - began) / 1e9;
        System.out.printf("Took in %,d facts in %.1f s%n", FACTS, took);
        return FACTS / took;
    }

    private static CopyRate.Copied copied(FactDatabase database) throws Exception {
        FactDatabase other = FactDatabase.migrated(TestServers.newDatabase());
        other.query("SELECT facts.ensure_month(month) FROM generate_series(timestamptz '" + seconds(0)
                + "', timestamptz '" + seconds(FACTS) + "' + interval '1 month', interval '1 month') month");
        return CopyRate.of(database.address(), other.address(), TABLES);
    }
}
