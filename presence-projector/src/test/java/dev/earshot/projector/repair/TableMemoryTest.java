package dev.earshot.projector.repair;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TableMemoryTest {
    private static final TableMemory MEMORY = new TableMemory("id", 0, 100, 2, false);

    @Test
    void a_table_that_grows_is_the_one_that_was_written() {
        TableLook look = look("id", 0, 130, 120, 0);
        assertThat(MEMORY.lost(look, 0)).isNull();
        assertThat(MEMORY.seen(look).end()).isEqualTo(130);
    }

    @Test
    void an_end_below_one_that_was_seen_is_a_lost_tail() {
        assertThat(MEMORY.lost(look("id", 0, 99, -1, 0), 0)).contains("ends at 99 and went to 100");
    }

    @Test
    void an_end_below_an_offset_that_was_acknowledged_is_a_lost_tail() {
        assertThat(MEMORY.lost(look("id", 0, 150, 150, 0), 0)).contains("ends at 150 and went to 151");
    }

    @Test
    void an_acknowledged_offset_that_went_back_is_a_lost_tail_even_if_the_table_has_grown_over_it_since() {
        assertThat(MEMORY.lost(look("id", 0, 200, 199, 4), 3)).contains("went back");
        assertThat(MEMORY.lost(look("id", 0, 200, 199, 4), 4)).isNull();
    }

    @Test
    void a_start_above_the_one_that_was_seen_is_a_cut() {
        assertThat(MEMORY.lost(look("id", 5, 200, -1, 0), 0)).contains("begins at 5");
    }

    @Test
    void a_generation_is_above_every_one_that_was_ever_seen() {
        TableLook other = new TableLook(1, null, "other", 0, 0, -1, 0, 0, Map.of(), 7);
        assertThat(MEMORY.lost(other, 0)).contains("created again");
        assertThat(MEMORY.repair(other)).isEqualTo(new TableMemory("other", 0, 0, 8, true));
        assertThat(MEMORY.repair(look("other", 0, 0, -1, 0)).generation()).isEqualTo(3);
    }

    private static TableLook look(String id, long first, long end, long acknowledged, long retreats) {
        return new TableLook(1, null, id, first, end, acknowledged, retreats, 0, null, 0);
    }
}
