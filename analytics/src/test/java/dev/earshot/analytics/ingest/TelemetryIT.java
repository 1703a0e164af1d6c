package dev.earshot.analytics.ingest;

import static dev.earshot.analytics.testing.Facts.ALICE;
import static dev.earshot.analytics.testing.Facts.DEMO;
import static dev.earshot.analytics.testing.Facts.LAPTOP;
import static dev.earshot.analytics.testing.Facts.LOUNGE;
import static dev.earshot.analytics.testing.Facts.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.earshot.analytics.testing.FactDatabase;
import dev.earshot.analytics.testing.FactTopics;
import dev.earshot.analytics.testing.RunningIngest;
import dev.earshot.events.telemetry.CallQuality;
import dev.earshot.events.telemetry.ErrorKind;
import dev.earshot.events.telemetry.IcePath;
import dev.earshot.events.telemetry.IceProtocol;
import dev.earshot.events.telemetry.VoiceTelemetry;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.servers.TestServers;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What browsers said of their calls is in the tables, once, as they said it. */
class TelemetryIT {
    private static final CallQuality GOOD =
            new CallQuality(10_012, 4.5, 0.0125, 23.0, 31_250.5, 32_100.0, 40.0, 0.21, IcePath.RELAY, IceProtocol.TLS);
    private static final CallQuality ALONE =
            new CallQuality(9_990, null, null, null, null, 32_000.0, null, null, null, null);

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
    void every_measure_is_kept_and_what_the_browser_cannot_say_is_null() {
        topics.telemetry(sampled("0-7", GOOD), sampled(null, ALONE));
        try (var ingest = RunningIngest.start(topics, database)) {
            awaitRead(ingest, 2);
        }
        assertThat(database.query(
                        "SELECT occurred, guild_id, channel_id, user_id, session_id, call_id, client, window_ms,"
                                + " jitter_ms, loss_ratio, round_trip_ms, bitrate_in_bps, bitrate_out_bps, concealed_ms,"
                                + " audio_level, ice_path, ice_protocol FROM facts.quality ORDER BY cause_offset"))
                .containsExactly(
                        "2026-03-14 12:00:00+00|demo|lounge|alice|laptop|0-7|1.0|10012|4.5|0.0125|23|31250.5|32100|40|0.21"
                                + "|relay|tls",
                        "2026-03-14 12:00:00+00|demo|lounge|alice|laptop|-|1.0|9990|-|-|-|-|32000|-|-|-|-");
    }

    @Test
    void an_error_keeps_its_breadcrumbs_one_by_one_whatever_they_hold() {
        topics.telemetry(
                erred(List.of("joining", "a \"quoted\" one", "back\\slash", "with, comma {and} braces", "", "NULL")),
                erred(List.of()));
        try (var ingest = RunningIngest.start(topics, database)) {
            awaitRead(ingest, 2);
        }
        assertThat(
                        database.query(
                                "SELECT kind, message, client, array_length(breadcrumbs, 1), breadcrumbs[2],"
                                        + " breadcrumbs[3], breadcrumbs[4], breadcrumbs[6] FROM facts.client_error ORDER BY cause_offset"))
                .containsExactly(
                        "unhandled-rejection|Error: oops|1.0|6|a \"quoted\" one|back\\slash|with, comma {and} braces|NULL",
                        "unhandled-rejection|Error: oops|1.0|-|-|-|-|-");
    }

    @Test
    void a_replay_changes_no_count() {
        topics.telemetry(sampled("0-7", GOOD), erred(List.of("joining")), sampled("0-7", GOOD));
        try (var ingest = RunningIngest.start(topics, database)) {
            awaitRead(ingest, 3);
        }
        database.execute("UPDATE facts.offsets SET next_offset = 0");
        try (var ingest = RunningIngest.start(topics, database)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> ingest.meter("earshot.ingest.repeated") == 3);
        }
        assertThat(database.count("facts.quality")).isEqualTo(2);
        assertThat(database.count("facts.client_error")).isEqualTo(1);
    }

    @Test
    void what_no_row_may_hold_goes_to_the_dead_topic() {
        topics.raw(VoiceTopic.TELEMETRY, "{\"type\":\"quality-sampled\"}");
        topics.telemetry(sampled(null, new CallQuality(0, null, null, null, null, null, null, null, null, null)));
        topics.telemetry(sampled(null, new CallQuality(10, null, 1.5, null, null, null, null, null, null, null)));
        topics.telemetry(sampled("0-7", GOOD));
        try (var ingest = RunningIngest.start(topics, database)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> database.count("facts.quality") == 1);
            assertThat(ingest.meter("earshot.ingest.dead")).isEqualTo(3);
        }
        assertThat(topics.dead(VoiceTopic.TELEMETRY)).hasSize(3);
    }

    private static VoiceTelemetry sampled(@Nullable String call, CallQuality quality) {
        return new VoiceTelemetry.QualitySampled(NOON, ALICE, LAPTOP, "1.0", DEMO, LOUNGE, call, quality);
    }

    private static VoiceTelemetry erred(List<String> breadcrumbs) {
        return new VoiceTelemetry.ClientErred(
                NOON, ALICE, LAPTOP, "1.0", null, null, ErrorKind.UNHANDLED_REJECTION, "Error: oops", breadcrumbs);
    }

    private static void awaitRead(RunningIngest ingest, int facts) {
        await().atMost(Duration.ofSeconds(60)).until(() -> ingest.meter("earshot.ingest.rows") >= facts);
    }
}
