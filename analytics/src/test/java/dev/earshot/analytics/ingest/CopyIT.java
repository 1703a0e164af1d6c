package dev.earshot.analytics.ingest;

import static dev.earshot.analytics.testing.Facts.ALICE;
import static dev.earshot.analytics.testing.Facts.DEMO;
import static dev.earshot.analytics.testing.Facts.LAPTOP;
import static dev.earshot.analytics.testing.Facts.LOUNGE;
import static dev.earshot.analytics.testing.Facts.NOON;
import static dev.earshot.analytics.testing.Facts.calls;
import static dev.earshot.analytics.testing.Facts.refused;
import static dev.earshot.analytics.testing.Facts.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.earshot.analytics.testing.FactDatabase;
import dev.earshot.analytics.testing.FactTopics;
import dev.earshot.analytics.testing.History;
import dev.earshot.analytics.testing.RunningIngest;
import dev.earshot.events.change.Cause;
import dev.earshot.events.change.VoiceChange;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.telemetry.CallQuality;
import dev.earshot.events.telemetry.ErrorKind;
import dev.earshot.events.telemetry.VoiceTelemetry;
import dev.earshot.servers.TestServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Facts are copied into the tables; a batch in which one is there already is inserted. The rows are the same. */
class CopyIT {
    private static final List<String> TABLES =
            List.of("stay_started", "stay_ended", "state_changed", "spoke", "refused", "quality", "client_error");

    @Test
    void a_batch_with_a_fact_that_is_there_already_stores_the_others_just_as_one_without() {
        List<VoiceChange> facts = new ArrayList<>(History.random(0, 11, 1_000).facts());
        facts.add(new VoiceChange.Refused(
                new Cause("voice.events", 1, 1, 0), NOON, DEMO, ALICE, LAPTOP, null, "channel-full"));
        try (FactTopics topics = FactTopics.start()) {
            topics.changes(facts);
            topics.telemetry(
                    new VoiceTelemetry.QualitySampled(
                            NOON,
                            ALICE,
                            LAPTOP,
                            "1.0",
                            DEMO,
                            LOUNGE,
                            null,
                            new CallQuality(10_000, 4.5, 1e-7, null, null, 3.25e9, null, null, null, null)),
                    erred(
                            "nul \0, quote ', ümlaut, \uD83D\uDE00",
                            List.of("a \"quoted\" one", "\\", "", "{,}", "nul \0")),
                    erred("", List.of()));
            FactDatabase copied = FactDatabase.migrated(TestServers.newDatabase());
            takeIn(topics, copied, facts.size() + 3, 0);

            FactDatabase inserted = FactDatabase.migrated(TestServers.newDatabase());
            takeIn(topics, inserted, facts.size() + 3, 0);
            for (String table : TABLES) {
                inserted.execute("DELETE FROM facts." + table + " WHERE cause_offset % 2 = 0");
            }
            inserted.execute("UPDATE facts.offsets SET next_offset = 0");
            takeIn(topics, inserted, facts.size() + 3, 1);
            for (String table : TABLES)
                assertThat(rows(inserted, table)).isEqualTo(rows(copied, table)).isNotEmpty();
        }
    }

    @Test
    void one_tick_may_end_the_speech_of_two_guilds() {
        try (FactTopics topics = FactTopics.start()) {
            FactDatabase database = FactDatabase.migrated(TestServers.newDatabase());
            topics.changes(spoke(DEMO), spoke(new GuildId("other")));
            takeIn(topics, database, 2, 0);
            assertThat(database.query("SELECT guild_id FROM facts.spoke ORDER BY 1"))
                    .containsExactly("demo", "other");
        }
    }

    @Test
    void after_a_repeated_fact_new_ones_are_copied_again() {
        try (FactTopics topics = FactTopics.start()) {
            FactDatabase database = FactDatabase.migrated(TestServers.newDatabase());
            List<VoiceChange> some = calls(1, 5);
            try (RunningIngest ingest = RunningIngest.start(topics, database)) {
                topics.changes(some);
                await().atMost(Duration.ofSeconds(60)).until(() -> ingest.meter("earshot.ingest.rows") == 10);
                topics.changes(some);
                topics.changes(refused(100, seconds(1), "channel-full"));
                await().atMost(Duration.ofSeconds(60)).until(() -> ingest.meter("earshot.ingest.rows") == 11);
                topics.changes(calls(201, 5));
                await().atMost(Duration.ofSeconds(60)).until(() -> ingest.meter("earshot.ingest.rows") == 21);
                assertThat(ingest.meter("earshot.ingest.repeated")).isEqualTo(10);
                assertThat(ingest.meter("earshot.ingest.failures")).isZero();
            }
        }
    }

    private static VoiceChange.Spoke spoke(GuildId guild) {
        return new VoiceChange.Spoke(
                new Cause("voice.signals", 0, 7, 0), seconds(9), guild, ALICE, LAPTOP, "0-1", LOUNGE, NOON);
    }

    private static VoiceTelemetry erred(String message, List<String> breadcrumbs) {
        return new VoiceTelemetry.ClientErred(
                NOON, ALICE, LAPTOP, "1.0", null, null, ErrorKind.UNCAUGHT, message, breadcrumbs);
    }

    private static void takeIn(FactTopics topics, FactDatabase database, int records, int repeated) {
        try (RunningIngest ingest = RunningIngest.start(topics, database)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> read(database) == records);
            assertThat(ingest.meter("earshot.ingest.repeated")).isGreaterThanOrEqualTo(repeated);
        }
    }

    private static long read(FactDatabase database) {
        return Long.parseLong(database.query("SELECT coalesce(sum(next_offset), 0) FROM facts.offsets")
                .getFirst());
    }

    private static List<String> rows(FactDatabase database, String table) {
        return database.query("SELECT fact::text FROM facts." + table + " fact ORDER BY 1");
    }
}
