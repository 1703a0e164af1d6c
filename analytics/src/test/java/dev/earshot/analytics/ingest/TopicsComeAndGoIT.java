package dev.earshot.analytics.ingest;

import static dev.earshot.analytics.testing.Facts.calls;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.earshot.analytics.testing.FactDatabase;
import dev.earshot.analytics.testing.FactTopics;
import dev.earshot.analytics.testing.RunningIngest;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.servers.TestServers;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A fact topic that is deleted, created again or cut, while it is read or while nobody reads: the ingest goes on by itself. */
class TopicsComeAndGoIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration WRITTEN_WITHIN = Duration.ofSeconds(10);

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
    void a_topic_that_is_created_again_below_a_running_ingest_is_read_from_its_beginning() throws Exception {
        topics.changes(calls(1, 5));
        try (RunningIngest ingest = RunningIngest.start(topics, database)) {
            awaitRead(ingest, 10);
            topics = topics.anew();
            // More than were there before, so that nothing is out of range.
            topics.changes(calls(101, 20));
            awaitRead(ingest, 50);
        }
        assertThat(database.totals()).isEqualTo("25|25|0|40");
    }

    @Test
    void a_topic_that_is_deleted_is_named_by_health_and_created_again() throws Exception {
        topics.changes(calls(1, 5));
        try (RunningIngest ingest = RunningIngest.asShipped(topics, database.address(), WRITTEN_WITHIN);
                Admin admin = Admin.create(topics.client())) {
            awaitRead(ingest, 10);
            admin.deleteTopics(List.of(VoiceTopic.CHANGES.topic())).all().get();
            await().atMost(PATIENCE)
                    .until(() -> ingest.counter("earshot.ingest.failures", "reason", "topics-changed") > 0);
            await().atMost(PATIENCE)
                    .until(() -> admin.listTopics().names().get().contains(VoiceTopic.CHANGES.topic()));
            await().atMost(PATIENCE).ignoreExceptions().until(() -> {
                topics.changes(calls(101, 5));
                return ingest.meter("earshot.ingest.rows") >= 20;
            });
            await().atMost(PATIENCE)
                    .until(() -> new IngestHealth(ingest.ingest())
                            .health()
                            .getStatus()
                            .getCode()
                            .equals("UP"));
        }
    }

    @Test
    void a_dead_topic_that_is_deleted_is_created_again_and_the_batch_waits_for_its_letter() throws Exception {
        topics.changes(calls(1, 5));
        try (RunningIngest ingest = RunningIngest.asShipped(topics, database.address(), WRITTEN_WITHIN);
                Admin admin = Admin.create(topics.client())) {
            awaitRead(ingest, 10);
            String dead = VoiceTopic.CHANGES.deadTopic();
            admin.deleteTopics(List.of(dead)).all().get();
            await().atMost(PATIENCE)
                    .until(() -> !admin.listTopics().names().get().contains(dead));
            topics.raw(VoiceTopic.CHANGES, "{oops");
            topics.changes(calls(101, 5));
            awaitRead(ingest, 20);
            assertThat(ingest.counter("earshot.ingest.failures", "reason", "kafka"))
                    .isPositive();
        }
        assertThat(topics.dead(VoiceTopic.CHANGES)).hasSize(1);
        assertThat(database.totals()).isEqualTo("10|10|0|21");
    }

    @Test
    void a_topic_that_was_cut_above_the_stored_offset_is_read_on_behind_the_cut_and_health_says_what_is_gone()
            throws Exception {
        topics.changes(calls(1, 5));
        try (RunningIngest ingest = RunningIngest.start(topics, database)) {
            awaitRead(ingest, 10);
        }
        topics.changes(calls(101, 5));
        topics.expire(VoiceTopic.CHANGES);
        topics.changes(calls(201, 5));
        try (RunningIngest ingest = RunningIngest.start(topics, database)) {
            awaitRead(ingest, 10);
            assertThat(new IngestHealth(ingest.ingest()).health().getDetails().get("notes"))
                    .asString()
                    .contains("Records 10 to 19 of voice.changes-0 are gone");
        }
        assertThat(database.totals()).isEqualTo("10|10|0|30");
    }

    @Test
    void a_topic_that_ends_below_the_stored_offset_is_read_again_and_counts_nothing_twice() {
        topics.changes(calls(1, 5));
        try (RunningIngest ingest = RunningIngest.start(topics, database)) {
            awaitRead(ingest, 10);
        }
        database.execute("UPDATE facts.offsets SET next_offset = 1000000 WHERE topic = 'voice.changes'");
        topics.changes(calls(101, 5));
        try (RunningIngest ingest = RunningIngest.start(topics, database)) {
            awaitRead(ingest, 10);
            assertThat(new IngestHealth(ingest.ingest()).health().getDetails().get("notes"))
                    .asString()
                    .contains("voice.changes-0 was cut below record 1000000");
        }
        assertThat(database.totals()).isEqualTo("10|10|0|20");
    }

    @Test
    void a_topic_that_lost_its_tail_and_has_grown_over_it_since_is_read_again() {
        topics.changes(calls(1, 5));
        topics.server().stop();
        topics.server().restart();
        topics.changes(calls(101, 20));
        // As if 30 records had been read of a log that, in that leader's time, had only ten: the rest was lost.
        database.execute("INSERT INTO facts.offsets (topic, partition, topic_id, next_offset, leader_epoch)"
                + " VALUES ('voice.changes', 0, '" + id() + "', 30, 0)");
        try (RunningIngest ingest = RunningIngest.start(topics, database)) {
            awaitRead(ingest, 50);
        }
        assertThat(database.totals()).isEqualTo("25|25|0|50");
    }

    private String id() {
        try (Admin admin = Admin.create(topics.client())) {
            return TopicsLook.ids(admin).entrySet().stream()
                    .filter(entry -> entry.getKey().topic().equals("voice.changes"))
                    .findFirst()
                    .orElseThrow()
                    .getValue();
        }
    }

    private static void awaitRead(RunningIngest ingest, int facts) {
        await().atMost(PATIENCE).until(() -> ingest.meter("earshot.ingest.rows") >= facts);
    }
}
