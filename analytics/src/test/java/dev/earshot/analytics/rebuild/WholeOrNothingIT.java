package dev.earshot.analytics.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.analytics.testing.FactDatabase;
import dev.earshot.analytics.testing.History;
import dev.earshot.analytics.testing.RunningIngest;
import dev.earshot.events.change.VoiceChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

/** A rebuild happens as a whole or not at all, and nobody has to stop for it. */
class WholeOrNothingIT {
    @Test
    void a_rebuild_that_is_cut_off_changes_nothing_and_the_next_one_is_whole() throws Exception {
        try (LiveTables live = LiveTables.of(6)) {
            List<String> before = live.rows();
            live.spoil();
            List<String> spoilt = live.rows();
            Random random = new Random(6);
            for (int i = 0; i < 4; i++) {
                int last = random.nextInt(5);
                int[] batches = {0};
                assertThatThrownBy(() -> live.rebuild((_, _) -> {
                            if (batches[0]++ >= last) throw new IllegalStateException("cut off");
                        }))
                        .hasMessage("cut off");
                live.assertRows(spoilt);
            }
            live.rebuild();
            live.assertRows(before);
        }
    }

    @Test
    void without_kafka_a_rebuild_is_given_up_and_changes_nothing() throws Exception {
        try (LiveTables live = LiveTables.of(8)) {
            List<String> before = live.rows();
            live.topics().server().stop();
            Map<String, Object> impatient = new HashMap<>(live.topics().client());
            impatient.put("default.api.timeout.ms", 2_000);
            impatient.put("request.timeout.ms", 1_000);
            assertThatThrownBy(() -> live.rebuild(impatient)).isInstanceOf(KafkaException.class);
            live.assertRows(before);
        }
    }

    @Test
    void the_ingest_goes_on_meanwhile_and_nothing_is_there_twice() throws Exception {
        try (LiveTables live = new LiveTables()) {
            List<History> guilds = LiveTables.guilds(7);
            live.append(guilds);
            List<List<VoiceChange>> deliveries = inTurn(guilds, 50);
            int facts = deliveries.stream().mapToInt(List::size).sum();
            deliveries.subList(0, guilds.size()).forEach(live.topics()::changes);
            try (RunningIngest ingest = RunningIngest.start(live.topics(), live.database(), 20)) {
                CompletableFuture<Void> sending = CompletableFuture.runAsync(() ->
                        deliveries.subList(guilds.size(), deliveries.size()).forEach(live.topics()::changes));
                while (!sending.isDone()) live.rebuild();
                live.awaitRead(facts);
            }
            List<String> both = live.rows();
            live.takeInAnew(facts);
            live.assertRows(both);
        }
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
        try (LiveTables live = LiveTables.of(8)) {
            String right = looked(live.database());
            live.spoil();
            String spoilt = looked(live.database());
            AtomicBoolean over = new AtomicBoolean();
            CompletableFuture<Set<String>> looking = CompletableFuture.supplyAsync(() -> {
                Set<String> seen = new HashSet<>();
                while (!over.get()) seen.add(looked(live.database()));
                return seen;
            });
            live.rebuild();
            over.set(true);
            assertThat(looking.get()).isSubsetOf(right, spoilt);
            assertThat(looked(live.database())).isEqualTo(right);
        }
    }

    private static String looked(FactDatabase database) {
        return database.query("SELECT (SELECT count(*) FROM facts.stay_ended), (SELECT count(*) FROM facts.refused),"
                        + " (SELECT sum(muted_ms) FROM facts.stay_ended)")
                .getFirst();
    }
}
