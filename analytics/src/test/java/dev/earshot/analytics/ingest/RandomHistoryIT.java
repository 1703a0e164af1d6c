package dev.earshot.analytics.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.earshot.analytics.testing.FactDatabase;
import dev.earshot.analytics.testing.FactTopics;
import dev.earshot.analytics.testing.History;
import dev.earshot.analytics.testing.RunningIngest;
import dev.earshot.events.change.VoiceChange;
import dev.earshot.servers.TestServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever happens to people and to the ingest, the views say what an onlooker saw. Facts arrive as from a projector that
 * crashes (repeats), at an ingest that crashes (cut off anywhere) and is started again.
 */
class RandomHistoryIT {
    private static final int INPUTS = 2_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 20, 300})
    void the_views_say_what_an_onlooker_saw(long seed) {
        Random random = new Random(seed);
        List<History> guilds = IntStream.range(0, FactTopics.PARTITIONS)
                .mapToObj(partition -> History.random(partition, seed * 10 + partition, INPUTS))
                .toList();
        FactDatabase database = FactDatabase.migrated(TestServers.newDatabase());
        try (FactTopics topics = FactTopics.start()) {
            List<List<VoiceChange>> deliveries = deliveries(guilds, random);
            for (List<VoiceChange> delivery : deliveries) {
                topics.changes(delivery);
                if (random.nextInt(3) == 0) crashInTheMiddle(topics, database, random);
            }
            long sent = deliveries.stream().mapToLong(List::size).sum();
            try (RunningIngest ingest = RunningIngest.start(topics, database)) {
                await().atMost(Duration.ofSeconds(60)).until(() -> read(database) == sent);
            }
        }
        assertThat(calls(database)).containsExactlyInAnyOrderElementsOf(all(guilds, History::calls));
        assertThat(stays(database)).containsExactlyInAnyOrderElementsOf(all(guilds, History::stays));
        assertThat(refusals(database)).containsExactlyInAnyOrderElementsOf(all(guilds, History::refusals));
        assertThat(all(guilds, History::calls))
                .anyMatch(call -> call.contains("|expired|"))
                .hasSizeGreaterThan(300);
        assertThat(all(guilds, History::stays)).anyMatch(stay -> stay.contains("|moved|"));
        assertThat(all(guilds, History::refusals)).anyMatch(refusal -> refusal.endsWith("|2"));
    }

    private static void crashInTheMiddle(FactTopics topics, FactDatabase database, Random random) {
        RunningIngest ingest = RunningIngest.start(topics, database, 1 + random.nextInt(60));
        int rows = 1 + random.nextInt(200);
        await().pollInterval(Duration.ofMillis(2))
                .atMost(Duration.ofSeconds(30))
                .until(() -> ingest.meter("earshot.ingest.rows") + ingest.meter("earshot.ingest.repeated") >= rows
                        || ingest.meter("earshot.ingest.lag") == 0);
        ingest.crash();
    }

    /** All facts in order, cut into pieces, some of them sent again as a restarted projector sends them. */
    private static List<List<VoiceChange>> deliveries(List<History> guilds, Random random) {
        List<List<VoiceChange>> deliveries = new ArrayList<>();
        for (History guild : guilds) {
            List<VoiceChange> facts = guild.facts();
            for (int from = 0; from < facts.size(); ) {
                int to = Math.min(facts.size(), from + 1 + random.nextInt(300));
                deliveries.add(facts.subList(from, to));
                if (random.nextInt(3) == 0) deliveries.add(facts.subList(Math.max(0, to - random.nextInt(100)), to));
                from = to;
            }
        }
        return deliveries;
    }

    private static long read(FactDatabase database) {
        return Long.parseLong(
                database.query("SELECT coalesce(sum(next_offset), 0) FROM facts.offsets WHERE topic = 'voice.changes'")
                        .getFirst());
    }

    private static List<String> calls(FactDatabase database) {
        return database.query("SELECT call_id, user_id, channel_id, " + time("began") + "," + time("ended")
                + ", why, (seconds_spoken * 1000)::bigint, (seconds_muted * 1000)::bigint FROM analytics.calls");
    }

    private static List<String> stays(FactDatabase database) {
        return database.query("SELECT call_id, user_id, channel_id, " + time("began") + "," + time("ended")
                + ", why, (seconds_spoken * 1000)::bigint, (seconds_muted * 1000)::bigint FROM analytics.stays");
    }

    private static List<String> refusals(FactDatabase database) {
        return database.query("SELECT actor, session_id, code, " + time("date_trunc('minute', at)")
                + ", times FROM analytics.audit WHERE action = 'join-refused'");
    }

    /** As {@link java.time.Instant#toString} writes it. */
    private static String time(String column) {
        return "to_char(" + column + ", CASE WHEN extract(milliseconds FROM " + column + ")::int % 1000 = 0"
                + " THEN 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"' ELSE 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"' END)";
    }

    private static List<String> all(List<History> guilds, Function<History, List<String>> of) {
        return guilds.stream().flatMap(guild -> of.apply(guild).stream()).toList();
    }
}
