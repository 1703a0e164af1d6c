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
import dev.earshot.servers.PostgresServer;
import dev.earshot.servers.TestServers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Servers that go away in the middle and come back. */
class OutageIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int BATCH = 50;

    @Test
    void postgresql_goes_away_in_the_middle_and_every_call_is_counted_once() {
        try (PostgresServer postgres = PostgresServer.start();
                FactTopics topics = FactTopics.start()) {
            FactDatabase database = FactDatabase.migrated(postgres.createDatabase("earshot"));
            try (RunningIngest ingest = RunningIngest.start(topics, database, BATCH)) {
                calls(topics, 0, 1_000);
                await().atMost(PATIENCE).until(() -> ingest.meter("earshot.ingest.rows") >= BATCH);
                postgres.stop();
                calls(topics, 1_000, 1_000);
                await().atMost(PATIENCE)
                        .until(() -> ingest.counter("earshot.ingest.failures", "reason", "postgres") >= 3);
                postgres.restart();
                await().atMost(PATIENCE).until(() -> ended(database) == 2_000);
            }
            assertThat(database.count("facts.stay_started")).isEqualTo(2_000);
            assertThat(database.count("facts.stay_ended")).isEqualTo(2_000);
        }
    }

    @Test
    void kafka_goes_away_in_the_middle_and_every_call_is_counted_once() {
        try (PostgresServer postgres = PostgresServer.start();
                FactTopics topics = FactTopics.start()) {
            FactDatabase database = FactDatabase.migrated(postgres.createDatabase("earshot"));
            calls(topics, 0, 1_000);
            try (RunningIngest ingest = RunningIngest.start(topics, database, BATCH)) {
                await().atMost(PATIENCE).until(() -> ingest.meter("earshot.ingest.rows") >= BATCH);
                topics.server().stop();
                topics.server().restart();
                calls(topics, 1_000, 1_000);
                await().atMost(PATIENCE).until(() -> ended(database) == 2_000);
            }
            assertThat(database.count("facts.stay_started")).isEqualTo(2_000);
            assertThat(database.count("facts.stay_ended")).isEqualTo(2_000);
        }
    }

    @Test
    void a_batch_that_takes_longer_than_the_write_timeout_is_written_in_smaller_parts() {
        try (FactTopics topics = FactTopics.start()) {
            FactDatabase database = FactDatabase.migrated(TestServers.newDatabase());
            database.execute("CREATE FUNCTION facts.slowly() RETURNS trigger LANGUAGE plpgsql AS"
                    + " 'BEGIN PERFORM pg_sleep(0.01); RETURN NEW; END'");
            database.execute("CREATE TRIGGER slowly BEFORE INSERT ON facts.stay_started"
                    + " FOR EACH ROW EXECUTE FUNCTION facts.slowly()");
            calls(topics, 0, 300);
            try (RunningIngest ingest = RunningIngest.asShipped(topics, database.address(), Duration.ofSeconds(2))) {
                await().atMost(PATIENCE).until(() -> ended(database) == 300);
                assertThat(ingest.counter("earshot.ingest.failures", "reason", "postgres"))
                        .isPositive();
            }
            assertThat(database.totals()).isEqualTo("300|300|0|600");
        }
    }

    private static long ended(FactDatabase database) {
        return Long.parseLong(database.query("SELECT count(*) FROM analytics.calls WHERE ended IS NOT NULL")
                .getFirst());
    }

    private static void calls(FactTopics topics, int first, int count) {
        for (int i = first; i < first + count; i++) {
            VoiceChange.Joined call = joined(2L * i, seconds(i));
            topics.changesLater(List.of(call, left(call, 2L * i + 1, seconds(i + 60), EndReason.LEFT)));
        }
        topics.flush();
    }
}
