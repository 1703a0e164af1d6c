package dev.earshot.projector.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.events.change.Cause;
import dev.earshot.events.change.VoiceChange;
import dev.earshot.events.change.WithoutSpeech;
import dev.earshot.events.presence.PresenceRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Seeded random logs, folded by a projector that is killed at random points between its state, its outputs and its commits. A
 * failure names its seed.
 */
class CrashSafetyTest {
    private static final int LENGTH = 250;
    private static final int DEATHS = 5;

    static LongStream seeds() {
        // -Dearshot.seeds=60 looks longer.
        return LongStream.rangeClosed(1, Long.getLong("earshot.seeds", 12));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void killed_anywhere_it_ends_in_the_same_presence_and_the_same_facts(long seed) {
        List<LoggedInput> log = LoggedInput.history(new Random(seed), LENGTH);
        Crashing calm = new Crashing(log, new Random(-seed), true).run(0);
        Crashing killed = new Crashing(log, new Random(-seed), true).run(DEATHS);
        assertThat(killed.crashes).isEqualTo(DEATHS);
        assertThat(killed.presence()).isEqualTo(calm.presence());
        assertThat(byCause(killed.facts())).isEqualTo(byCause(calm.facts()));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatever_order_the_two_topics_are_read_in_again_only_speech_differs(long seed) {
        List<LoggedInput> log = LoggedInput.history(new Random(seed), LENGTH);
        Crashing calm = new Crashing(log, new Random(-seed), true).run(0);
        Crashing killed = new Crashing(log, new Random(-seed), false).run(DEATHS);
        assertThat(silent(killed.presence())).isEqualTo(silent(calm.presence()));
        assertThat(byCause(withoutSpeech(killed.facts()))).isEqualTo(byCause(withoutSpeech(calm.facts())));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_fact_that_is_written_twice_says_the_same_twice(long seed) {
        List<LoggedInput> log = LoggedInput.history(new Random(seed), LENGTH);
        Crashing killed = new Crashing(log, new Random(-seed), false).run(DEATHS);
        Map<Cause, VoiceChange> first = new HashMap<>();
        for (VoiceChange fact : withoutSpeech(killed.facts())) {
            VoiceChange before = first.putIfAbsent(fact.cause(), fact);
            if (before != null) assertThat(fact).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void reading_everything_again_from_the_beginning_changes_nothing(long seed) {
        List<LoggedInput> log = LoggedInput.history(new Random(seed), LENGTH);
        Crashing calm = new Crashing(log, new Random(-seed), true).run(0);
        Crashing again = new Crashing(log, new Random(-seed), true).run(DEATHS).readEverythingAgain();
        assertThat(again.presence()).isEqualTo(calm.presence());
        assertThat(byCause(again.facts())).isEqualTo(byCause(calm.facts()));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_clock_that_jumps_and_comes_back_changes_none_of_this(long seed) {
        List<LoggedInput> log = LoggedInput.withJumps(new Random(seed), LENGTH);
        Crashing calm = new Crashing(log, new Random(-seed), true).run(0);
        assertThat(calm.facts()).hasAtLeastOneElementOfType(VoiceChange.ClockSetBack.class);
        Crashing killed = new Crashing(log, new Random(-seed), true).run(DEATHS);
        assertThat(killed.presence()).isEqualTo(calm.presence());
        assertThat(byCause(killed.facts())).isEqualTo(byCause(calm.facts()));
        Crashing mixed = new Crashing(log, new Random(-seed), false).run(DEATHS);
        assertThat(silent(mixed.presence())).isEqualTo(silent(calm.presence()));
        assertThat(byCause(withoutSpeech(mixed.facts()))).isEqualTo(byCause(withoutSpeech(calm.facts())));
    }

    /** As analysts keep them: the first of each cause. */
    private static Map<String, VoiceChange> byCause(List<VoiceChange> facts) {
        Map<String, VoiceChange> first = new TreeMap<>();
        for (VoiceChange fact : facts) first.putIfAbsent(fact.cause().toString(), fact);
        return first;
    }

    private static Map<String, PresenceRow> silent(Map<String, PresenceRow> table) {
        table.replaceAll((_, row) -> WithoutSpeech.of(row));
        return table;
    }

    private static List<VoiceChange> withoutSpeech(List<VoiceChange> facts) {
        return facts.stream()
                .filter(fact -> !(fact instanceof VoiceChange.Spoke))
                .map(WithoutSpeech::of)
                .toList();
    }
}
