package dev.earshot.kafka.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When a reader may go on where it is. */
class ContinuityTest {
    private static final Duration DAY = Duration.ofDays(1);

    private Moment now = new Moment(0, 0);

    @Test
    void a_reader_that_keeps_up_goes_on_for_ever() {
        Continuity reading = new Continuity(facts("t", 0, 10, DAY));
        for (int hour = 0; hour < 100; hour++) {
            pass(Duration.ofHours(1));
            assertThat(reading.wasAway(now)).isFalse();
            assertThat(judge(reading, facts("t", 0, 10 + hour, DAY), 10 + hour)).isEmpty();
        }
    }

    @Test
    void a_reader_that_stood_still_for_longer_than_tombstones_live_was_away() {
        Continuity reading = new Continuity(facts("t", 0, 10, DAY));
        pass(Duration.ofHours(22));
        assertThat(reading.wasAway(now)).isFalse();
        pass(Duration.ofHours(2));
        assertThat(reading.wasAway(now)).isTrue();
    }

    @Test
    void a_reader_that_never_catches_up_was_away_too() {
        Continuity reading = new Continuity(facts("t", 0, 10, DAY));
        for (int hour = 0; hour < 24; hour++) {
            pass(Duration.ofHours(1));
            judge(reading, facts("t", 0, 1000, DAY), 999);
        }
        assertThat(reading.wasAway(now)).isTrue();
    }

    @Test
    void time_in_suspension_counts_although_the_monotonic_clock_stood_still() {
        Continuity reading = new Continuity(facts("t", 0, 10, DAY));
        now = new Moment(now.nanos() + 1, Duration.ofHours(24).toMillis());
        assertThat(reading.wasAway(now)).isTrue();
    }

    @Test
    void a_wall_clock_that_is_set_back_hides_nothing() {
        Continuity reading = new Continuity(facts("t", 0, 10, DAY));
        now = new Moment(Duration.ofHours(24).toNanos(), -Duration.ofDays(7).toMillis());
        assertThat(reading.wasAway(now)).isTrue();
    }

    @Test
    void a_topic_without_compaction_is_never_left_for_too_long() {
        Continuity reading = new Continuity(new TopicFacts(now, "t", Map.of(0, 0L), Map.of(0, 10L), Optional.empty()));
        pass(Duration.ofDays(1000));
        assertThat(reading.wasAway(now)).isFalse();
    }

    @Test
    void a_shorter_life_of_tombstones_counts_from_the_next_look() {
        Continuity reading = new Continuity(facts("t", 0, 10, DAY));
        judge(reading, facts("t", 0, 11, Duration.ofSeconds(1)), 10);
        pass(Duration.ofSeconds(1));
        assertThat(reading.wasAway(now)).isTrue();
        assertThat(reading.lookEvery()).isLessThan(Duration.ofMillis(900));
    }

    @Test
    void another_topic_by_the_same_name_is_another() {
        assertThat(judge(new Continuity(facts("t", 0, 10, DAY)), facts("u", 0, 10, DAY), 10))
                .contains(Cause.RECREATED);
    }

    @Test
    void an_end_below_what_was_read_is_a_lost_tail() {
        assertThat(judge(new Continuity(facts("t", 0, 10, DAY)), facts("t", 0, 9, DAY), 10))
                .contains(Cause.TRUNCATED);
    }

    @Test
    void records_that_were_read_after_the_question_are_no_lost_tail() {
        Continuity reading = new Continuity(facts("t", 0, 10, DAY));
        assertThat(reading.judge(facts("t", 0, 11, DAY), Map.of(0, 10L), Map.of(0, 20L)))
                .isEmpty();
    }

    @Test
    void a_beginning_above_what_was_read_is_a_cut() {
        Continuity reading = new Continuity(facts("t", 0, 10, DAY));
        assertThat(judge(reading, facts("t", 8, 10, DAY), 8)).isEmpty();
        assertThat(judge(reading, facts("t", 9, 10, DAY), 8)).contains(Cause.CUT);
    }

    private static Optional<Cause> judge(Continuity reading, TopicFacts facts, long next) {
        return reading.judge(facts, Map.of(0, next), Map.of(0, next));
    }

    private TopicFacts facts(String id, long begin, long end, Duration tombstonesLive) {
        return new TopicFacts(now, id, Map.of(0, begin), Map.of(0, end), Optional.of(tombstonesLive));
    }

    private void pass(Duration time) {
        now = new Moment(now.nanos() + time.toNanos(), now.wallMillis() + time.toMillis());
    }
}
