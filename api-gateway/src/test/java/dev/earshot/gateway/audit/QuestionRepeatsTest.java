package dev.earshot.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.events.audit.AuditFact.Queried;
import dev.earshot.events.id.UserId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuestionRepeatsTest {
    private static final Instant MINUTE = Instant.parse("2026-11-22T14:05:00Z");
    private static final UserId OLIVE = new UserId("olive");

    private final QuestionRepeats repeats = new QuestionRepeats();

    @Test
    void a_slider_that_is_dragged_is_one_fact_at_once_and_one_with_a_count_when_the_minute_is_over() {
        Queried first = state("demo", 3);
        assertThat(repeats.add(first)).containsExactly(first);
        for (int second = 4; second < 50; second++)
            assertThat(repeats.add(state("demo", second))).isEmpty();
        assertThat(repeats.ready(MINUTE.plusSeconds(59))).isEmpty();
        assertThat(repeats.ready(MINUTE.plusSeconds(60))).containsExactly(counted(state("demo", 4), 46));
        assertThat(repeats.all()).isEmpty();
    }

    @Test
    void a_single_question_is_a_fact_at_once_and_nothing_more() {
        assertThat(repeats.add(state("demo", 3))).hasSize(1);
        assertThat(repeats.ready(MINUTE.plusSeconds(60))).isEmpty();
    }

    @Test
    void whoever_looks_at_another_guild_or_person_or_asks_from_elsewhere_or_in_another_minute_is_told_of_at_once() {
        String trace = "/api/history/trace?guild=demo&user=";
        List<Queried> asked = List.of(
                state("demo", 0),
                state("other", 1),
                state("demo", 60),
                asked(OLIVE, "::1", trace + "alice", 2),
                asked(OLIVE, "::1", trace + "bob", 3),
                asked(OLIVE, "10.0.0.7", trace + "bob", 4),
                asked(new UserId("oscar"), "::1", trace + "bob", 5));
        assertThat(asked).allSatisfy(one -> assertThat(repeats.add(one)).containsExactly(one));
    }

    @Test
    void what_was_not_written_yet_is_taken_out_at_the_end() {
        for (int second = 0; second < 4; second++) repeats.add(state("demo", second));
        assertThat(repeats.all()).containsExactly(counted(state("demo", 1), 3));
    }

    @Test
    void whoever_asks_ever_new_questions_does_not_fill_the_memory_and_no_count_is_lost() {
        repeats.add(state("demo", 0));
        repeats.add(state("demo", 1));
        int written = 0;
        for (int i = 0; i < ByMinute.MOST; i++) {
            written += repeats.add(asked(OLIVE, "::1", "/api/history/trace?guild=demo&user=u" + i, 2))
                    .size();
        }
        assertThat(written).isEqualTo(ByMinute.MOST + 1);
    }

    private static Queried state(String guild, int second) {
        Instant at = MINUTE.plusSeconds(second);
        return asked(OLIVE, "::1", "/api/history/state?guild=" + guild + "&at=" + at, second);
    }

    private static Queried asked(UserId actor, String address, String path, int second) {
        return new Queried(MINUTE.plusSeconds(second), actor, address, path);
    }

    private static Queried counted(Queried first, int count) {
        return new Queried(first.at(), first.actor(), first.address(), first.path(), count);
    }
}
