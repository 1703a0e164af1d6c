package dev.earshot.projector.repair;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Looks at a partition of the table, and whether they show records of another producer. */
class ForeignWritesTest {
    private final ForeignWrites foreign = new ForeignWrites();

    @Test
    void what_is_there_at_the_first_look_is_not_foreign() {
        assertThat(foreign.foundBy(look(100, -1, 0))).isFalse();
        assertThat(foreign.foundBy(look(100, -1, 0))).isFalse();
    }

    @Test
    void a_record_between_two_of_ours_is_foreign() {
        foreign.foundBy(look(100, 99, 0));
        assertThat(foreign.foundBy(look(102, 101, 1))).isTrue();
        assertThat(foreign.foundBy(look(102, 101, 1))).isFalse();
    }

    @Test
    void a_record_behind_ours_is_foreign_once_no_write_is_in_flight() {
        foreign.foundBy(look(100, 99, 0));
        assertThat(foreign.foundBy(look(101, 99, 0))).isFalse();
        assertThat(foreign.foundBy(look(101, 99, 0))).isTrue();
        assertThat(foreign.foundBy(look(101, 99, 0))).isFalse();
    }

    @Test
    void a_record_of_ours_that_is_acknowledged_late_is_not_foreign() {
        foreign.foundBy(look(100, 99, 0));
        assertThat(foreign.foundBy(look(101, 99, 0))).isFalse();
        assertThat(foreign.foundBy(look(101, 100, 0))).isFalse();
        assertThat(foreign.foundBy(look(101, 100, 0))).isFalse();
    }

    private static TableLook look(long end, long acknowledged, long gaps) {
        return new TableLook(1, null, "id", 0, end, acknowledged, 0, gaps, null, 0);
    }
}
