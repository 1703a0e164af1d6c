package dev.earshot.analytics.ingest;

import static dev.earshot.analytics.testing.Facts.calls;
import static dev.earshot.analytics.testing.Facts.joined;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.earshot.analytics.testing.FactDatabase;
import dev.earshot.analytics.testing.FactTopics;
import dev.earshot.analytics.testing.RunningIngest;
import dev.earshot.events.change.VoiceChange;
import dev.earshot.servers.TestServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every fact is in the database once, whoever reads it how often. */
class IngestIT {
    private FactTopics topics;
    private FactDatabase database;

    @BeforeEach
    void begin() {
        topics = FactTopics.start();
        database = FactDatabase.migrated(TestServers.newDatabase());
    }

    @AfterEach
    void end() {
        topics.close();
    }

    @Test
    void a_restart_reads_on_and_a_full_replay_changes_no_count() {
        topics.changes(calls(1, 50));
        try (var ingest = RunningIngest.start(topics, database)) {
            awaitRead(ingest, 100);
        }
        topics.changes(calls(101, 50));
        try (var ingest = RunningIngest.start(topics, database)) {
            awaitRead(ingest, 100);
            assertThat(ingest.meter("earshot.ingest.repeated")).isZero();
        }
        String once = database.totals();
        assertThat(once).isEqualTo("100|100|0|200");
        database.execute("UPDATE facts.offsets SET next_offset = 0");
        try (var ingest = RunningIngest.start(topics, database)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> ingest.meter("earshot.ingest.repeated") == 200);
        }
        assertThat(database.totals()).isEqualTo(once);
    }

    @Test
    void offsets_are_not_seen_before_the_facts_that_they_count() throws SQLException {
        topics.changes(calls(1, 1));
        try (var ingest = RunningIngest.start(topics, database);
                Connection other = database.address().connect();
                Statement statement = other.createStatement()) {
            awaitRead(ingest, 2);
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE facts.stay_ended IN SHARE MODE");
            topics.changes(calls(101, 1));
            await().atMost(Duration.ofSeconds(60)).until(() -> waitsForLock() == 1);
            assertThat(database.totals()).isEqualTo("1|1|0|2");
            other.commit();
            awaitRead(ingest, 4);
        }
        assertThat(database.totals()).isEqualTo("2|2|0|4");
    }

    private long waitsForLock() {
        return database.count("pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'");
    }

    @Test
    void facts_that_come_twice_are_there_once() {
        List<VoiceChange> calls = calls(1, 20);
        List<VoiceChange> repeated = new ArrayList<>(calls);
        repeated.addAll(calls.subList(10, 40));
        repeated.addAll(calls);
        topics.changes(repeated);
        try (var ingest = RunningIngest.start(topics, database, 7)) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> ingest.meter("earshot.ingest.rows") + ingest.meter("earshot.ingest.repeated") == 110);
            assertThat(ingest.meter("earshot.ingest.repeated")).isEqualTo(70);
        }
        assertThat(database.totals()).isEqualTo("20|20|0|110");
    }

    @Test
    void of_two_readers_one_writes_each_batch_and_the_other_reads_again() {
        try (var one = RunningIngest.start(topics, database, 5);
                var two = RunningIngest.start(topics, database, 5)) {
            for (int i = 0; i < 20; i++) topics.changes(calls(1 + i * 100L, 25));
            await().atMost(Duration.ofSeconds(60)).until(() -> database.totals().equals("500|500|0|1000"));
            double rows = one.meter("earshot.ingest.rows") + two.meter("earshot.ingest.rows");
            assertThat(rows).isEqualTo(1000);
            double aborted = one.counter("earshot.ingest.failures", "reason", "offsets-moved")
                    + two.counter("earshot.ingest.failures", "reason", "offsets-moved");
            assertThat(aborted).isPositive();
            assertThat(one.meter("earshot.ingest.repeated") + two.meter("earshot.ingest.repeated"))
                    .isZero();
        }
    }

    @Test
    void facts_of_any_month_find_their_partition() {
        topics.changes(
                joined(1, Instant.parse("2019-02-28T23:59:59.999Z")),
                joined(2, Instant.parse("2026-03-01T00:00:00Z")),
                joined(3, Instant.parse("2031-12-31T23:59:59.999Z")));
        try (var ingest = RunningIngest.start(topics, database)) {
            awaitRead(ingest, 3);
        }
        assertThat(database.query("SELECT tableoid::regclass, call_id FROM facts.stay_started ORDER BY call_id"))
                .containsExactly(
                        "facts.stay_started_2019_02|0-1",
                        "facts.stay_started_2026_03|0-2",
                        "facts.stay_started_2031_12|0-3");
        assertThat(database.query("SELECT to_regclass('facts.stay_ended_2032_01') IS NOT NULL"))
                .containsExactly("t");
    }

    @Test
    void a_topic_created_anew_is_read_from_its_beginning() throws Exception {
        topics.changes(calls(1, 5));
        try (var ingest = RunningIngest.start(topics, database)) {
            awaitRead(ingest, 10);
        }
        topics = topics.anew();
        topics.changes(calls(101, 20));
        try (var ingest = RunningIngest.start(topics, database)) {
            awaitRead(ingest, 40);
        }
        assertThat(database.totals()).isEqualTo("25|25|0|40");
    }

    private static void awaitRead(RunningIngest ingest, int facts) {
        await().atMost(Duration.ofSeconds(60)).until(() -> ingest.meter("earshot.ingest.rows") >= facts);
    }
}
