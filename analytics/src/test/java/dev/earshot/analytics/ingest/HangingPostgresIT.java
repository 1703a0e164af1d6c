package dev.earshot.analytics.ingest;

import static dev.earshot.analytics.testing.Facts.calls;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.earshot.analytics.testing.FactDatabase;
import dev.earshot.analytics.testing.FactTopics;
import dev.earshot.analytics.testing.RunningIngest;
import dev.earshot.analytics.testing.TcpProxy;
import dev.earshot.servers.TestServers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;

/** PostgreSQL is there, but the way to it swallows everything: no connection breaks, and no answer comes. */
class HangingPostgresIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration WRITTEN_WITHIN = Duration.ofSeconds(3);

    private FactTopics topics;
    private FactDatabase database;
    private TcpProxy path;
    private RunningIngest ingest;

    @BeforeEach
    void begin() {
        topics = FactTopics.start();
        database = FactDatabase.migrated(TestServers.newDatabase());
        path = TcpProxy.to(database.address());
        ingest = RunningIngest.asShipped(topics, path.address(), WRITTEN_WITHIN);
        topics.changes(calls(1, 5));
        await().atMost(PATIENCE).until(() -> database.count("facts.stay_ended") == 5);
    }

    @SuppressWarnings("unchecked") // the form of the detail is Stuck's
    private List<Map<String, Object>> stuck() {
        return (List<Map<String, Object>>)
                Objects.requireNonNull(health().getDetails().get("stuck"));
    }

    @AfterEach
    void end() {
        path.close();
        ingest.close();
        topics.close();
    }

    @Test
    void health_names_the_partition_that_stands_still_and_ten_seconds_after_the_path_is_back_facts_come_again() {
        path.hang();
        topics.changes(calls(101, 5));
        await().atMost(PATIENCE).until(() -> health().getDetails().containsKey("stuck"));
        assertThat(health().getStatus().getCode()).isEqualTo("DOWN");
        // The path may have hung before PostgreSQL's word that the first five are written came back.
        assertThat(stuck()).singleElement().satisfies(stuck -> {
            assertThat(stuck).containsEntry("topic", "voice.changes").containsEntry("partition", 0);
            assertThat(stuck).containsEntry("reason", "PostgreSQL does not answer as it should");
            assertThat(stuck.get("offset")).isIn(0L, 10L);
        });
        path.resume();
        await().atMost(Duration.ofSeconds(10)).until(() -> database.count("facts.stay_ended") == 10);
        await().atMost(PATIENCE).until(() -> health().getStatus().getCode().equals("UP"));
        assertThat(health().getDetails()).doesNotContainKey("stuck");
    }

    @Test
    void connections_that_never_answer_again_are_left_and_what_they_hold_in_postgresql_is_ended() {
        for (int round = 1; round <= 6; round++) {
            int facts = 5 + 5 * round;
            path.hang();
            topics.changes(calls(100L * round + 1, 5));
            await().atMost(PATIENCE).until(() -> failures() > 0);
            double before = failures();
            await().atMost(PATIENCE).until(() -> failures() > before);
            path.forget();
            await().atMost(Duration.ofSeconds(10)).until(() -> database.count("facts.stay_ended") == facts);
        }
        assertThat(database.totals()).isEqualTo("35|35|0|70");
    }

    private double failures() {
        return ingest.counter("earshot.ingest.failures", "reason", "postgres");
    }

    private Health health() {
        return new IngestHealth(ingest.ingest()).health();
    }
}
