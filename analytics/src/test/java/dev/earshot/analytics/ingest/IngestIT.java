package dev.earshot.analytics.ingest;

import static dev.earshot.analytics.testing.Facts.ALICE;
import static dev.earshot.analytics.testing.Facts.DEMO;
import static dev.earshot.analytics.testing.Facts.LAPTOP;
import static dev.earshot.analytics.testing.Facts.LOUNGE;
import static dev.earshot.analytics.testing.Facts.MUSIC;
import static dev.earshot.analytics.testing.Facts.cause;
import static dev.earshot.analytics.testing.Facts.joined;
import static dev.earshot.analytics.testing.Facts.left;
import static dev.earshot.analytics.testing.Facts.moved;
import static dev.earshot.analytics.testing.Facts.refused;
import static dev.earshot.analytics.testing.Facts.seconds;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.earshot.analytics.testing.FactDatabase;
import dev.earshot.analytics.testing.FactTopics;
import dev.earshot.analytics.testing.RunningIngest;
import dev.earshot.events.audit.AuditFact;
import dev.earshot.events.change.EndReason;
import dev.earshot.events.change.EndedStay;
import dev.earshot.events.change.VoiceChange;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.events.voice.Profile;
import dev.earshot.servers.TestServers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IngestIT {
    private static final String EVERYTHING =
            "SELECT (SELECT count(*) FROM facts.stay_started), (SELECT count(*) FROM facts.stay_ended),"
                    + " (SELECT count(*) FROM analytics.calls WHERE ended IS NULL), (SELECT sum(next_offset) FROM facts.offsets)";

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
    void a_call_with_a_move_is_one_call_and_two_stays() {
        VoiceChange.Joined call = joined(1, seconds(0));
        topics.changes(
                call,
                moved(call, 2, new EndedStay(LOUNGE, seconds(0), seconds(60), 10.5, 3), MUSIC),
                left(call, 3, seconds(90), new EndedStay(MUSIC, seconds(60), seconds(90), 1.25, 0), EndReason.LEFT));
        try (var ingest = RunningIngest.start(topics, database)) {
            awaitRead(ingest, 3);
        }
        assertThat(database.query(
                        "SELECT call_id, channel_id, began, ended, why, seconds_spoken::float, seconds_muted::float"
                                + " FROM analytics.calls"))
                .containsExactly("0-1|lounge|2026-03-14 12:00:00+00|2026-03-14 12:01:30+00|left|11.75|3");
        assertThat(database.query("SELECT channel_id, began, ended, why FROM analytics.stays ORDER BY began"))
                .containsExactly(
                        "lounge|2026-03-14 12:00:00+00|2026-03-14 12:01:00+00|moved",
                        "music|2026-03-14 12:01:00+00|2026-03-14 12:01:30+00|left");
    }

    @Test
    void a_running_call_has_no_end_and_its_stay_is_where_it_moved_to() {
        VoiceChange.Joined call = joined(1, seconds(0));
        topics.changes(call, moved(call, 2, new EndedStay(LOUNGE, seconds(0), seconds(60), 10.5, 3), MUSIC));
        try (var ingest = RunningIngest.start(topics, database)) {
            awaitRead(ingest, 2);
        }
        assertThat(database.query("SELECT ended, why, seconds_spoken::float FROM analytics.calls"))
                .containsExactly("-|-|10.5");
        assertThat(database.query("SELECT channel_id, began, seconds_spoken FROM analytics.stays WHERE ended IS NULL"))
                .containsExactly("music|2026-03-14 12:01:00+00|-");
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
        List<String> once = database.query(EVERYTHING);
        assertThat(once).containsExactly("100|100|0|200");
        database.execute("UPDATE facts.offsets SET next_offset = 0");
        try (var ingest = RunningIngest.start(topics, database)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> ingest.meter("earshot.ingest.repeated") == 200);
        }
        assertThat(database.query(EVERYTHING)).isEqualTo(once);
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
        assertThat(database.query(EVERYTHING)).containsExactly("20|20|0|110");
    }

    @Test
    void of_two_readers_one_writes_each_batch_and_the_other_reads_again() {
        try (var one = RunningIngest.start(topics, database, 5);
                var two = RunningIngest.start(topics, database, 5)) {
            for (int i = 0; i < 20; i++) topics.changes(calls(1 + i * 100L, 25));
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> database.query(EVERYTHING).contains("500|500|0|1000"));
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
    void what_cannot_be_read_goes_to_the_dead_topic_with_its_reason_and_the_rest_goes_on() {
        topics.raw(VoiceTopic.CHANGES, "{oops");
        topics.raw(VoiceTopic.CHANGES, "{\"type\":\"joined\"}");
        topics.raw(VoiceTopic.AUDIT, "[]");
        topics.changes(joined(1, seconds(0)));
        topics.changes(joined(2, Instant.parse("9999-01-01T00:00:00Z")));
        try (var ingest = RunningIngest.start(topics, database)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> ingest.meter("earshot.ingest.dead") == 4);
            await().atMost(Duration.ofSeconds(60)).until(() -> database.count("analytics.calls") == 1);
        }
        assertThat(topics.dead(VoiceTopic.AUDIT)).hasSize(1);
        assertThat(topics.dead(VoiceTopic.CHANGES))
                .hasSize(3)
                .allSatisfy(dead ->
                        assertThat(dead.headers().lastHeader("reason").value()).isNotEmpty())
                .first()
                .satisfies(dead -> assertThat(new String(dead.value(), UTF_8)).isEqualTo("{oops"));
    }

    @Test
    void an_unknown_type_is_counted_and_skipped() {
        topics.raw(VoiceTopic.CHANGES, "{\"type\":\"danced\",\"at\":\"2026-03-14T12:00:00Z\"}");
        topics.changes(joined(1, seconds(0)));
        try (var ingest = RunningIngest.start(topics, database)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> database.count("analytics.calls") == 1);
            assertThat(ingest.counter("earshot.ingest.unknown", "topic", "voice.changes"))
                    .isEqualTo(1);
        }
        assertThat(topics.dead(VoiceTopic.CHANGES)).isEmpty();
    }

    @Test
    void a_record_that_postgresql_refuses_dies_alone() {
        // Its index entries would be larger than a page of the index.
        String random = new Random(7)
                .ints(20_000, 'a', 'z')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        VoiceChange.Joined huge = joined(5, seconds(5));
        topics.changes(calls(101, 20));
        topics.changes(new VoiceChange.Joined(
                huge.cause(),
                huge.at(),
                huge.guild(),
                huge.user(),
                huge.profile(),
                huge.session(),
                random,
                huge.channel(),
                huge.client()));
        topics.changes(calls(201, 20));
        try (var ingest = RunningIngest.start(topics, database)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> ingest.meter("earshot.ingest.dead") == 1);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> database.query(EVERYTHING).contains("40|40|0|81"));
        }
        assertThat(topics.dead(VoiceTopic.CHANGES)).hasSize(1);
    }

    @Test
    void a_name_with_a_zero_in_it_is_kept_as_postgresql_can_keep_it() {
        VoiceChange.Joined call = joined(1, seconds(0));
        topics.changes(new VoiceChange.Joined(
                call.cause(),
                call.at(),
                call.guild(),
                call.user(),
                new Profile("al\0ice 🎧 \u202ex", null),
                call.session(),
                call.callId(),
                call.channel(),
                call.client()));
        try (var ingest = RunningIngest.start(topics, database)) {
            awaitRead(ingest, 1);
        }
        assertThat(database.query("SELECT username FROM analytics.calls")).containsExactly("al\uFFFDice 🎧 \u202ex");
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
    void refusals_by_the_log_are_one_for_a_session_code_and_minute() {
        topics.changes(
                refused(1, seconds(1), "channel-full"),
                refused(2, seconds(30), "channel-full"),
                refused(3, seconds(31), "replaced"),
                refused(4, seconds(61), "channel-full"));
        try (var ingest = RunningIngest.start(topics, database)) {
            awaitRead(ingest, 4);
        }
        assertThat(database.query("SELECT at, action, actor, code, times FROM analytics.audit ORDER BY at"))
                .containsExactly(
                        "2026-03-14 12:00:01+00|join-refused|alice|channel-full|2",
                        "2026-03-14 12:00:31+00|join-refused|alice|replaced|1",
                        "2026-03-14 12:01:01+00|join-refused|alice|channel-full|1");
    }

    @Test
    void the_audit_holds_what_gateways_saw_and_what_the_log_decided() {
        Instant said = seconds(0);
        topics.audit(
                new AuditFact.LoggedIn(said, ALICE, "::1", "Alice"),
                new AuditFact.JoinRefused(said, ALICE, "::1", DEMO, MUSIC, LAPTOP, "not-allowed", 3),
                new AuditFact.TokenIssued(said, ALICE, "::1", DEMO, LOUNGE, LAPTOP),
                new AuditFact.TokenRefused(said, ALICE, "::1", null, null, null, "rate-limited", 2),
                new AuditFact.Queried(said, ALICE, "::1", "/api/analytics/sessions"));
        VoiceChange.Joined first = joined(1, seconds(1));
        VoiceChange.Joined second = joined(3, seconds(20));
        topics.changes(
                first,
                left(first, 2, seconds(50), new EndedStay(LOUNGE, seconds(1), seconds(19), 0, 0), EndReason.EXPIRED),
                second,
                left(second, 4, seconds(60), EndReason.LEFT));
        try (var ingest = RunningIngest.start(topics, database)) {
            awaitRead(ingest, 9);
        }
        assertThat(database.query(
                        "SELECT action, occurred, actor, address, guild_id, channel_id, session_id, code, detail, times"
                                + " FROM analytics.audit"))
                .containsExactlyInAnyOrder(
                        "logged-in|2026-03-14 12:00:00+00|alice|::1|-|-|-|-|Alice|1",
                        "join-refused|2026-03-14 12:00:00+00|alice|::1|demo|music|laptop|not-allowed|-|3",
                        "token-issued|2026-03-14 12:00:00+00|alice|::1|demo|lounge|laptop|-|-|1",
                        "token-refused|2026-03-14 12:00:00+00|alice|::1|-|-|-|rate-limited|-|2",
                        "queried|2026-03-14 12:00:00+00|alice|::1|-|-|-|-|/api/analytics/sessions|1",
                        "expired|2026-03-14 12:00:19+00|alice|-|demo|lounge|laptop|expired|-|1",
                        "left|2026-03-14 12:01:00+00|alice|-|demo|lounge|laptop|left|-|1");
        // The log's time and not the gateway's: its append time.
        assertThat(
                        database.query(
                                "SELECT count(*) FROM analytics.audit WHERE action = 'logged-in' AND at > now() - interval '1 hour'"))
                .containsExactly("1");
    }

    @Test
    void a_call_that_expired_ended_at_the_last_sign_of_life_and_a_replaced_one_made_way_for_another() {
        VoiceChange.Joined first = joined(1, seconds(0));
        VoiceChange.Joined second = new VoiceChange.Joined(
                cause(2).fact(1),
                seconds(30),
                DEMO,
                ALICE,
                first.profile(),
                new SessionId("phone"),
                "0-2",
                MUSIC,
                "1.0");
        topics.changes(
                first,
                left(first, 2, seconds(30), EndReason.REPLACED),
                second,
                left(second, 3, seconds(90), new EndedStay(MUSIC, seconds(30), seconds(59), 0, 0), EndReason.EXPIRED));
        try (var ingest = RunningIngest.start(topics, database)) {
            awaitRead(ingest, 4);
        }
        assertThat(database.query("SELECT call_id, session_id, began, ended, why FROM analytics.calls ORDER BY began"))
                .containsExactly(
                        "0-1|laptop|2026-03-14 12:00:00+00|2026-03-14 12:00:30+00|replaced",
                        "0-2|phone|2026-03-14 12:00:30+00|2026-03-14 12:00:59+00|expired");
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
        assertThat(database.query(EVERYTHING)).containsExactly("25|25|0|40");
    }

    private static void awaitRead(RunningIngest ingest, int facts) {
        await().atMost(Duration.ofSeconds(60)).until(() -> ingest.meter("earshot.ingest.rows") >= facts);
    }

    /** So many calls of one stay, two facts each, caused by the offsets from {@code first} on. */
    private static List<VoiceChange> calls(long first, int count) {
        return LongStream.range(0, count)
                .boxed()
                .<VoiceChange>mapMulti((i, facts) -> {
                    VoiceChange.Joined call = joined(first + 2 * i, seconds(10 * (first + i)));
                    facts.accept(call);
                    facts.accept(left(call, first + 2 * i + 1, call.at().plusSeconds(5), EndReason.LEFT));
                })
                .toList();
    }
}
