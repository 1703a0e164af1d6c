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
import dev.earshot.servers.TestServers;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What analysts read of facts that were taken in: calls, stays and the audit. */
class ViewsIT {
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
                new AuditFact.Queried(said, ALICE, "::1", "/api/analytics/sessions", 4),
                new AuditFact.DeadRetried(said, ALICE, "::1", "voice.events.dead/3/7", "voice.events/3/42"));
        VoiceChange.Joined first = joined(1, seconds(1));
        VoiceChange.Joined second = joined(3, seconds(20));
        topics.changes(
                first,
                left(first, 2, seconds(50), new EndedStay(LOUNGE, seconds(1), seconds(19), 0, 0), EndReason.EXPIRED),
                second,
                left(second, 4, seconds(60), EndReason.LEFT));
        try (var ingest = RunningIngest.start(topics, database)) {
            awaitRead(ingest, 10);
        }
        assertThat(database.query(
                        "SELECT action, occurred, actor, address, guild_id, channel_id, session_id, code, detail, times"
                                + " FROM analytics.audit"))
                .containsExactlyInAnyOrder(
                        "logged-in|2026-03-14 12:00:00+00|alice|::1|-|-|-|-|Alice|1",
                        "join-refused|2026-03-14 12:00:00+00|alice|::1|demo|music|laptop|not-allowed|-|3",
                        "token-issued|2026-03-14 12:00:00+00|alice|::1|demo|lounge|laptop|-|-|1",
                        "token-refused|2026-03-14 12:00:00+00|alice|::1|-|-|-|rate-limited|-|2",
                        "queried|2026-03-14 12:00:00+00|alice|::1|-|-|-|-|/api/analytics/sessions|4",
                        "dead-retried|2026-03-14 12:00:00+00|alice|::1|-|-|-|-|voice.events.dead/3/7 to voice.events/3/42|1",
                        "expired|2026-03-14 12:00:19+00|alice|-|demo|lounge|laptop|expired|-|1",
                        "left|2026-03-14 12:01:00+00|alice|-|demo|lounge|laptop|left|-|1");
        // The log's time and not the gateway's: its append time.
        assertThat(
                        database.query(
                                "SELECT count(*) FROM analytics.audit WHERE action = 'logged-in' AND at > now() - interval '1 hour'"))
                .containsExactly("1");
    }

    private static void awaitRead(RunningIngest ingest, int facts) {
        await().atMost(Duration.ofSeconds(60)).until(() -> ingest.meter("earshot.ingest.rows") >= facts);
    }
}
