package dev.earshot.analytics.retention;

import static dev.earshot.analytics.testing.Facts.DEMO;
import static dev.earshot.analytics.testing.Facts.LAPTOP;
import static dev.earshot.analytics.testing.Facts.cause;
import static dev.earshot.analytics.testing.Facts.joined;
import static dev.earshot.analytics.testing.Facts.left;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.earshot.analytics.testing.FactDatabase;
import dev.earshot.analytics.testing.FactPool;
import dev.earshot.analytics.testing.FactTopics;
import dev.earshot.analytics.testing.RunningIngest;
import dev.earshot.events.change.EndReason;
import dev.earshot.events.change.VoiceChange;
import dev.earshot.servers.TestServers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.r2dbc.pool.ConnectionPool;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/** Months go when all of them is old enough, and not while somebody is still in a call that began in them. */
class RetentionIT {
    private static final Instant JANUARY = Instant.parse("2026-01-31T23:59:00Z");
    private static final Instant FEBRUARY = Instant.parse("2026-02-01T00:00:00Z");
    private static final Duration HUNDRED_DAYS = Duration.ofDays(100);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private FactTopics topics;
    private FactDatabase database;
    private ConnectionPool pool;

    @BeforeEach
    void begin() {
        topics = FactTopics.start();
        database = FactDatabase.migrated(TestServers.newDatabase());
        pool = FactPool.of(database.address());
    }

    @AfterEach
    void end() {
        pool.dispose();
        topics.close();
    }

    @Test
    void a_month_goes_when_its_last_moment_is_old_enough_and_no_sooner() {
        VoiceChange.Joined january = joined(1, JANUARY);
        VoiceChange.Joined february = joined(3, FEBRUARY);
        take(
                january,
                left(january, 2, JANUARY.plusSeconds(120), EndReason.LEFT),
                february,
                left(february, 4, FEBRUARY.plusSeconds(60), EndReason.LEFT));
        assertThat(dropped(callsFor100Days(), FEBRUARY.plus(HUNDRED_DAYS).minusMillis(1)))
                .isEmpty();
        assertThat(dropped(callsFor100Days(), FEBRUARY.plus(HUNDRED_DAYS)))
                .containsExactly(new Retention.Done(FactKind.CALLS, YearMonth.of(2026, 1), Optional.empty()));
        assertThat(database.query("SELECT call_id FROM analytics.calls")).containsExactly("0-3");
        assertThat(database.count("facts.stay_ended")).isEqualTo(1);
        assertThat(months("dropped")).isEqualTo(1);
    }

    @Test
    void a_month_with_a_running_call_stays_until_that_call_has_ended() {
        VoiceChange.Joined january = joined(1, JANUARY);
        take(january);
        Instant later = FEBRUARY.plus(HUNDRED_DAYS).plusSeconds(1);
        assertThat(dropped(callsFor100Days(), later))
                .containsExactly(new Retention.Done(FactKind.CALLS, YearMonth.of(2026, 1), Optional.of("0-1")));
        assertThat(database.count("analytics.calls")).isEqualTo(1);
        assertThat(months("kept")).isEqualTo(1);

        take(left(january, 2, later, EndReason.EXPIRED));
        assertThat(dropped(callsFor100Days(), later))
                .containsExactly(new Retention.Done(FactKind.CALLS, YearMonth.of(2026, 1), Optional.empty()));
        assertThat(database.count("analytics.calls")).isZero();
    }

    @Test
    void a_month_that_cannot_be_dropped_stays_whole_and_goes_at_the_next_try() {
        VoiceChange.Joined january = joined(1, JANUARY);
        take(january, left(january, 2, JANUARY.plusSeconds(120), EndReason.LEFT));
        Instant due = FEBRUARY.plus(HUNDRED_DAYS);
        database.execute("ALTER FUNCTION facts.drop_month(text[], date) RENAME TO drop_month_for_now");
        assertThatThrownBy(() -> dropped(callsFor100Days(), due)).isInstanceOf(DataAccessException.class);
        assertThat(database.count("facts.stay_ended")).isEqualTo(1);
        database.execute("ALTER FUNCTION facts.drop_month_for_now(text[], date) RENAME TO drop_month");
        assertThat(dropped(callsFor100Days(), due)).hasSize(1);
        assertThat(database.count("facts.stay_ended")).isZero();
    }

    @Test
    void each_kind_is_kept_as_long_as_it_says() {
        VoiceChange.Joined january = joined(1, JANUARY);
        VoiceChange.Spoke spoke = new VoiceChange.Spoke(
                cause(2), JANUARY.plusSeconds(9), DEMO, january.user(), LAPTOP, "0-1", january.channel(), JANUARY);
        take(january, spoke, left(january, 3, JANUARY.plusSeconds(30), EndReason.LEFT));
        RetentionSettings speechOnly = settings(null, HUNDRED_DAYS);
        assertThat(dropped(speechOnly, FEBRUARY.plus(HUNDRED_DAYS)))
                .containsExactly(new Retention.Done(FactKind.SPEECH, YearMonth.of(2026, 1), Optional.empty()));
        assertThat(database.count("facts.spoke")).isZero();
        assertThat(database.query("SELECT seconds_spoken FROM analytics.calls")).containsExactly("2.500");
    }

    @Test
    void facts_that_come_after_their_month_has_gone_are_taken_in_all_the_same() {
        VoiceChange.Joined first = joined(1, JANUARY);
        VoiceChange.Joined second = joined(3, JANUARY.plusSeconds(1));
        try (RunningIngest ingest = RunningIngest.start(topics, database)) {
            topics.changes(first, left(first, 2, JANUARY.plusSeconds(20), EndReason.LEFT));
            await().atMost(Duration.ofSeconds(60)).until(() -> ingest.meter("earshot.ingest.rows") == 2);
            assertThat(dropped(callsFor100Days(), FEBRUARY.plus(HUNDRED_DAYS))).hasSize(1);
            topics.changes(second, left(second, 4, JANUARY.plusSeconds(20), EndReason.LEFT));
            await().atMost(Duration.ofSeconds(60)).until(() -> ingest.meter("earshot.ingest.rows") == 4);
        }
        assertThat(database.query("SELECT call_id FROM analytics.calls")).containsExactly("0-3");
    }

    @Test
    void the_sums_of_a_month_that_is_gone_outlive_a_rebuild() {
        VoiceChange.Joined january = joined(1, JANUARY.minusSeconds(3600));
        VoiceChange.Joined february = joined(3, FEBRUARY);
        take(
                january,
                left(january, 2, JANUARY, EndReason.LEFT),
                february,
                left(february, 4, FEBRUARY.plusSeconds(60), EndReason.LEFT));
        database.rollUp();
        List<String> before = sums();
        assertThat(dropped(callsFor100Days(), FEBRUARY.plus(HUNDRED_DAYS))).hasSize(1);
        database.execute("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT facts.rebuild_rollups(); COMMIT");
        assertThat(sums()).isEqualTo(before).contains("2026-01-31|60.000", "2026-02-01|1.000");
    }

    private List<String> sums() {
        return Stream.of(
                        "SELECT day, minutes FROM analytics.minutes ORDER BY 1",
                        "SELECT hour, channel_id, peak, minutes, joins FROM analytics.concurrency_by_hour ORDER BY 1, 2",
                        "SELECT day, calls FROM analytics.expiry_rate ORDER BY 1",
                        "SELECT begins, hours, bit_count(present) FROM facts.people_sum ORDER BY 1, 2, 3",
                        "SELECT days, span, present_ms, calls FROM facts.person_span ORDER BY 1, 2")
                .flatMap(query -> database.query(query).stream())
                .toList();
    }

    private void take(VoiceChange... changes) {
        topics.changes(changes);
        try (RunningIngest ingest = RunningIngest.start(topics, database)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> ingest.meter("earshot.ingest.rows") >= changes.length);
        }
    }

    private List<Retention.Done> dropped(RetentionSettings settings, Instant now) {
        Retention retention = new Retention(
                DatabaseClient.create(pool),
                TransactionalOperator.create(new R2dbcTransactionManager(pool)),
                settings,
                Clock.fixed(now, ZoneOffset.UTC),
                meters);
        return retention.drop().collectList().blockOptional().orElseThrow();
    }

    private double months(String outcome) {
        return meters.get("earshot.retention.months")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    private static RetentionSettings callsFor100Days() {
        return settings(HUNDRED_DAYS, null);
    }

    private static RetentionSettings settings(@Nullable Duration calls, @Nullable Duration speech) {
        return new RetentionSettings(calls, null, speech, null, null, null, null, Duration.ofHours(6));
    }
}
