package dev.earshot.analytics.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.earshot.analytics.retention.RetentionSettings;
import dev.earshot.analytics.testing.FactDatabase;
import dev.earshot.analytics.testing.FactTopics;
import dev.earshot.analytics.testing.History;
import dev.earshot.analytics.testing.RunningIngest;
import dev.earshot.events.change.VoiceChange;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.servers.TestServers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The log folded anew says what the live tables say, whatever became of them. */
class RebuildIT {
    private static final Instant NOW = Instant.parse("2026-02-20T00:00:00Z");
    private static final int INPUTS = 2_000;
    private static final List<String> TABLES = List.of(
            "stay_started", "stay_ended", "state_changed", "spoke", "refused", "audited", "quality", "client_error");

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

    @ParameterizedTest
    @ValueSource(longs = {1, 20, 300})
    void rows_that_are_right_stay_as_they_are(long seed) throws Exception {
        live(seed);
        List<String> before = rows();
        RebuildReport report = rebuild(quietly());
        assertThat(report.nothingChanged()).as(report.text()).isTrue();
        assertSame(rows(), before);
        assertThat(of(report, "stay_ended").same()).isEqualTo(database.count("facts.stay_ended"));
        assertThat(of(report, "spoke").same()).isEqualTo(database.count("facts.spoke"));
        assertThat(of(report, "stay_ended").leftAlone()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 30})
    void rows_that_were_lost_spoilt_or_made_up_are_set_right(long seed) throws Exception {
        live(seed);
        List<String> before = rows();
        long ended = database.count("facts.stay_ended");
        spoil();
        assertThat(rows()).isNotEqualTo(before);
        RebuildReport report = rebuild(quietly());
        assertSame(rows(), before);
        RebuildReport.Counts counts = of(report, "stay_ended");
        assertThat(counts.added()).isPositive();
        assertThat(counts.differing()).isPositive();
        assertThat(counts.removed()).isEqualTo(1);
        assertThat(counts.same() + counts.added() + counts.differing()).isEqualTo(ended);
        assertThat(rebuild(quietly()).nothingChanged()).isTrue();
    }

    @Test
    void speech_that_its_topic_has_forgotten_stays_as_it_was_recorded() throws Exception {
        live(4);
        List<String> before = rows();
        topics.expire(VoiceTopic.CHANGES);
        database.execute("DELETE FROM facts.stay_ended WHERE cause_offset % 3 = 0");
        RebuildReport report = rebuild(quietly());
        assertSame(rows(), before);
        assertThat(of(report, "spoke").same()).isZero();
        assertThat(of(report, "spoke").leftAlone()).isEqualTo(database.count("facts.spoke"));
    }

    @Test
    void calls_that_the_log_has_forgotten_stay_as_they_were_recorded() throws Exception {
        live(5);
        List<String> before = rows();
        topics.expire(VoiceTopic.EVENTS);
        RebuildReport report = rebuild(quietly());
        assertSame(rows(), before);
        assertThat(of(report, "stay_started").leftAlone()).isEqualTo(database.count("facts.stay_started"));
        assertThat(report.notes()).anyMatch(note -> note.contains("begins at offset"));
    }

    @Test
    void a_rebuild_that_is_cut_off_changes_nothing_and_the_next_one_is_whole() throws Exception {
        live(6);
        List<String> before = rows();
        spoil();
        List<String> spoilt = rows();
        Random random = new Random(6);
        for (int i = 0; i < 4; i++) {
            int last = random.nextInt(5);
            int[] batches = {0};
            assertThatThrownBy(() -> rebuild((_, _) -> {
                        if (batches[0]++ >= last) throw new IllegalStateException("cut off");
                    }))
                    .hasMessage("cut off");
            assertSame(rows(), spoilt);
        }
        rebuild(quietly());
        assertSame(rows(), before);
    }

    @Test
    void the_ingest_goes_on_meanwhile_and_nothing_is_there_twice() throws Exception {
        List<History> guilds = guilds(7);
        append(guilds);
        List<List<VoiceChange>> deliveries = inTurn(guilds, 50);
        int facts = deliveries.stream().mapToInt(List::size).sum();
        deliveries.subList(0, guilds.size()).forEach(topics::changes);
        try (RunningIngest ingest = RunningIngest.start(topics, database, 20)) {
            CompletableFuture<Void> sending = CompletableFuture.runAsync(
                    () -> deliveries.subList(guilds.size(), deliveries.size()).forEach(topics::changes));
            while (!sending.isDone()) rebuild(quietly());
            await().atMost(Duration.ofSeconds(60)).until(() -> read() == facts);
        }
        List<String> both = rows();
        database = FactDatabase.migrated(TestServers.newDatabase());
        takeIn(facts);
        assertSame(both, rows());
    }

    private static List<List<VoiceChange>> inTurn(List<History> guilds, int many) {
        List<List<VoiceChange>> deliveries = new ArrayList<>();
        int longest =
                guilds.stream().mapToInt(guild -> guild.facts().size()).max().orElse(0);
        for (int from = 0; from < longest; from += many) {
            for (History guild : guilds) {
                int size = guild.facts().size();
                deliveries.add(guild.facts().subList(Math.min(from, size), Math.min(from + many, size)));
            }
        }
        return deliveries;
    }

    @Test
    void whoever_looks_meanwhile_sees_all_of_it_or_nothing() throws Exception {
        live(8);
        String right = looked();
        spoil();
        String spoilt = looked();
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Set<String>> looking = CompletableFuture.supplyAsync(() -> {
            Set<String> seen = new HashSet<>();
            while (!over.get()) seen.add(looked());
            return seen;
        });
        rebuild(quietly());
        over.set(true);
        assertThat(looking.get()).isSubsetOf(right, spoilt);
        assertThat(looked()).isEqualTo(right);
    }

    @Test
    void months_that_were_dropped_do_not_come_back() throws Exception {
        live(9);
        database.execute(
                "DELETE FROM facts.stay_started; DELETE FROM facts.stay_ended; DROP TABLE facts.stay_started_2026_01;"
                        + " DROP TABLE facts.stay_ended_2026_01");
        RebuildReport report = rebuild(quietly(), Duration.ofDays(31), Instant.parse("2026-03-20T00:00:00Z"));
        assertThat(report.notes()).anyMatch(note -> note.contains("older than they are kept"));
        assertThat(database.query("SELECT to_regclass('facts.stay_ended_2026_01')"))
                .containsExactly("-");
    }

    /** Feeds the log and the facts of it, some of them twice, and takes them in. */
    private void live(long seed) throws Exception {
        List<History> guilds = guilds(seed);
        append(guilds);
        Random random = new Random(seed);
        long sent = 0;
        for (History guild : guilds) {
            List<VoiceChange> facts = guild.facts();
            int repeated = random.nextInt(100);
            topics.changes(facts);
            topics.changes(facts.subList(facts.size() - repeated, facts.size()));
            sent += facts.size() + repeated;
        }
        takeIn(sent);
    }

    private static List<History> guilds(long seed) {
        return IntStream.range(0, FactTopics.PARTITIONS)
                .mapToObj(partition -> History.atHome(partition, seed * 10 + partition, INPUTS))
                .toList();
    }

    private void append(List<History> guilds) throws Exception {
        topics.log(guilds.stream().flatMap(guild -> guild.log().stream()).toList());
    }

    private void takeIn(long facts) {
        try (RunningIngest ingest = RunningIngest.start(topics, database)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> read() == facts);
        }
    }

    private long read() {
        return Long.parseLong(
                database.query("SELECT coalesce(sum(next_offset), 0) FROM facts.offsets WHERE topic = 'voice.changes'")
                        .getFirst());
    }

    private void spoil() {
        database.execute("DELETE FROM facts.stay_started WHERE cause_offset % 7 = 1");
        database.execute("DELETE FROM facts.stay_ended WHERE cause_offset % 5 = 1");
        database.execute("DELETE FROM facts.state_changed WHERE cause_offset % 3 = 1");
        database.execute("DELETE FROM facts.refused WHERE cause_offset % 2 = 1");
        database.execute("DELETE FROM facts.spoke WHERE cause_offset % 4 = 1");
        database.execute(
                "UPDATE facts.stay_ended SET muted_ms = muted_ms + 1, username = 'X' WHERE cause_offset % 5 = 2");
        database.execute(
                "INSERT INTO facts.stay_ended SELECT cause_topic, cause_partition, cause_offset, 7, at, guild_id, user_id,"
                        + " username, session_id, call_id, call_began, channel_id, began, ended, spoken_ms, muted_ms, why"
                        + " FROM facts.stay_ended ORDER BY cause_partition, cause_offset LIMIT 1");
    }

    private RebuildReport rebuild(Rebuild.Watcher watcher) throws Exception {
        return rebuild(watcher, null, NOW);
    }

    private RebuildReport rebuild(Rebuild.Watcher watcher, @Nullable Duration calls, Instant now) throws Exception {
        RetentionSettings retention =
                new RetentionSettings(calls, null, null, null, null, null, null, Duration.ofHours(6));
        return new Rebuild(topics.client(), database.address()::connect, retention, Clock.fixed(now, ZoneOffset.UTC))
                .run(watcher);
    }

    private static Rebuild.Watcher quietly() {
        return (_, _) -> {};
    }

    private static RebuildReport.Counts of(RebuildReport report, String table) {
        return report.tables().stream()
                .filter(counts -> counts.table().equals(table))
                .findFirst()
                .orElseThrow();
    }

    private String looked() {
        return database.query("SELECT (SELECT count(*) FROM facts.stay_ended), (SELECT count(*) FROM facts.refused),"
                        + " (SELECT sum(muted_ms) FROM facts.stay_ended)")
                .getFirst();
    }

    /** Fails with the rows that differ, of thousands. */
    private static void assertSame(List<String> rows, List<String> expected) {
        Set<String> there = new HashSet<>(rows);
        Set<String> wanted = new HashSet<>(expected);
        assertThat(wanted.stream().filter(row -> !there.contains(row)))
                .as("missing")
                .isEmpty();
        assertThat(there.stream().filter(row -> !wanted.contains(row)))
                .as("too many")
                .isEmpty();
        assertThat(rows).hasSameSizeAs(expected);
    }

    /** Every row of every table. */
    private List<String> rows() {
        return TABLES.stream()
                .flatMap(table -> Stream.concat(
                        Stream.of(table),
                        database.query("SELECT fact::text FROM facts." + table + " fact ORDER BY 1").stream()))
                .toList();
    }
}
