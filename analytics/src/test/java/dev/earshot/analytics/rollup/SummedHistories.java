package dev.earshot.analytics.rollup;

import static org.awaitility.Awaitility.await;

import dev.earshot.analytics.testing.FactDatabase;
import dev.earshot.analytics.testing.FactTopics;
import dev.earshot.analytics.testing.History;
import dev.earshot.analytics.testing.Ledger;
import dev.earshot.analytics.testing.RunningIngest;
import dev.earshot.events.change.VoiceChange;
import dev.earshot.servers.TestServers;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.support.TypeBasedParameterResolver;

/**
 * Random histories, taken in by pieces, with repeats, and summed up in between at moments of chance; and a {@link Ledger} of each
 * guild, worked out from the facts. All classes that look share them, and change nothing.
 */
final class SummedHistories {
    static final Instant FROM = Instant.parse("2026-01-30T21:00:00Z");
    /** Some hours after the histories end, so that running stays are looked at too. */
    static final Instant TO = Instant.parse("2026-02-01T06:00:00Z");

    private final FactDatabase database = FactDatabase.migrated(TestServers.newDatabase());
    private final Map<String, Ledger> guilds = new TreeMap<>();

    private SummedHistories() {
        Random random = new Random(7);
        List<History> histories = IntStream.range(0, FactTopics.PARTITIONS)
                .mapToObj(partition -> History.random(partition, 70 + partition, 2_500))
                .toList();
        long sent = 0;
        try (FactTopics topics = FactTopics.start();
                RunningIngest ingest = RunningIngest.start(topics, database, 200)) {
            for (int i = 0; i < histories.size(); i++) {
                List<VoiceChange> facts = histories.get(i).facts();
                guilds.put("guild-" + i, new Ledger(facts));
                for (int at = 0; at < facts.size(); ) {
                    int to = Math.min(facts.size(), at + 1 + random.nextInt(600));
                    List<VoiceChange> piece = facts.subList(Math.max(0, at - random.nextInt(50)), to);
                    topics.changes(piece);
                    sent += piece.size();
                    if (random.nextInt(2) == 0) database.rollUp();
                    at = to;
                }
            }
            long all = sent;
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> ingest.meter("earshot.ingest.lag") == 0 && read() == all);
        }
        database.rollUp();
    }

    private long read() {
        return Long.parseLong(database.query("SELECT coalesce(sum(next_offset), 0) FROM facts.offsets")
                .getFirst());
    }

    FactDatabase database() {
        return database;
    }

    /** By the guild's id. */
    Map<String, Ledger> guilds() {
        return guilds;
    }

    /** In UTC, as the views write it. */
    static String date(Instant at) {
        return at.toString().substring(0, 10);
    }

    /** From Monday, which is 1. */
    static int weekday(Instant at) {
        return at.atOffset(ZoneOffset.UTC).getDayOfWeek().getValue();
    }

    /** Makes them for the first class that looks. */
    static final class Shared extends TypeBasedParameterResolver<SummedHistories> {
        @Override
        public SummedHistories resolveParameter(ParameterContext parameter, ExtensionContext test) {
            return test.getRoot().getStore(ExtensionContext.Namespace.GLOBAL).computeIfAbsent(SummedHistories.class);
        }
    }
}
