package dev.earshot.analytics.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.earshot.analytics.retention.RetentionSettings;
import dev.earshot.analytics.testing.FactDatabase;
import dev.earshot.analytics.testing.FactTopics;
import dev.earshot.analytics.testing.History;
import dev.earshot.analytics.testing.RunningIngest;
import dev.earshot.events.change.VoiceChange;
import dev.earshot.servers.TestServers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tables that an ingest fills beside the log they can be rebuilt from, in a Kafka and a database of their own. */
final class LiveTables implements AutoCloseable {
    private static final Instant NOW = Instant.parse("2026-02-20T00:00:00Z");
    private static final int INPUTS = 2_000;
    private static final List<String> TABLES = List.of(
            "stay_started",
            "stay_ended",
            "state_changed",
            "spoke",
            "refused",
            "clock_set_back",
            "audited",
            "quality",
            "client_error");

    private final FactTopics topics = FactTopics.start();
    private FactDatabase database = FactDatabase.migrated(TestServers.newDatabase());

    /** Of random guilds: the log and the facts of it, some of them twice, taken in. */
    static LiveTables of(long seed) throws Exception {
        return of(seed, guilds(seed));
    }

    /** The same of these guilds. */
    static LiveTables of(long seed, List<History> guilds) throws Exception {
        LiveTables live = new LiveTables();
        live.append(guilds);
        Random random = new Random(seed);
        long sent = 0;
        for (History guild : guilds) {
            List<VoiceChange> facts = guild.facts();
            int repeated = random.nextInt(100);
            live.topics.changes(facts);
            live.topics.changes(facts.subList(facts.size() - repeated, facts.size()));
            sent += facts.size() + repeated;
        }
        live.takeIn(sent);
        return live;
    }

    static List<History> guilds(long seed) {
        return IntStream.range(0, FactTopics.PARTITIONS)
                .mapToObj(partition -> History.atHome(partition, seed * 10 + partition, INPUTS))
                .toList();
    }

    /** Guilds whose log has a clock that was ahead again and again. */
    static List<History> guildsWithJumps(long seed) {
        return IntStream.range(0, FactTopics.PARTITIONS)
                .mapToObj(partition -> History.withJumps(partition, seed * 10 + partition, INPUTS))
                .toList();
    }

    /** The guilds' log alone, without the facts of it. */
    void append(List<History> guilds) throws Exception {
        topics.log(guilds.stream().flatMap(guild -> guild.log().stream()).toList());
    }

    private void takeIn(long facts) {
        try (RunningIngest ingest = RunningIngest.start(topics, database)) {
            awaitRead(facts);
        }
    }

    /** In an empty database, instead of what there is. */
    void takeInAnew(long facts) {
        database = FactDatabase.migrated(TestServers.newDatabase());
        takeIn(facts);
    }

    void awaitRead(long facts) {
        String read = "SELECT coalesce(sum(next_offset), 0) FROM facts.offsets WHERE topic = 'voice.changes'";
        await().atMost(Duration.ofSeconds(60)).until(() -> database.query(read).equals(List.of("" + facts)));
    }

    FactTopics topics() {
        return topics;
    }

    FactDatabase database() {
        return database;
    }

    /** Loses, alters and makes up rows. */
    void spoil() {
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

    RebuildReport rebuild() throws Exception {
        return rebuild((_, _) -> {});
    }

    RebuildReport rebuild(Rebuild.Watcher watcher) throws Exception {
        return rebuild(watcher, null, NOW);
    }

    /** @param calls how long they are kept */
    RebuildReport rebuild(Rebuild.Watcher watcher, @Nullable Duration calls, Instant now) throws Exception {
        return rebuild(topics.client(), watcher, calls, now);
    }

    /** @param kafka client settings instead of the usual */
    RebuildReport rebuild(Map<String, Object> kafka) throws Exception {
        return rebuild(kafka, (_, _) -> {}, null, NOW);
    }

    private RebuildReport rebuild(
            Map<String, Object> kafka, Rebuild.Watcher watcher, @Nullable Duration calls, Instant now)
            throws Exception {
        RetentionSettings retention =
                new RetentionSettings(calls, null, null, null, null, null, null, Duration.ofHours(6));
        return new Rebuild(kafka, database.address()::connect, retention, Clock.fixed(now, ZoneOffset.UTC))
                .run(watcher);
    }

    static RebuildReport.Counts of(RebuildReport report, String table) {
        return report.tables().stream()
                .filter(counts -> counts.table().equals(table))
                .findFirst()
                .orElseThrow();
    }

    /** Every row of every table. */
    List<String> rows() {
        return TABLES.stream()
                .flatMap(table -> Stream.concat(
                        Stream.of(table),
                        database.query("SELECT fact::text FROM facts." + table + " fact ORDER BY 1").stream()))
                .toList();
    }

    /** Fails with the rows that differ, of thousands. */
    void assertRows(List<String> expected) {
        List<String> rows = rows();
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

    @Override
    public void close() {
        topics.close();
    }
}
