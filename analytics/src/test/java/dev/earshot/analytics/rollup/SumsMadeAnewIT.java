package dev.earshot.analytics.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.analytics.testing.FactDatabase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sums that were added to piece by piece are those made anew from the facts. */
@ExtendWith(SummedHistories.Shared.class)
class SumsMadeAnewIT {
    @Test
    void sums_made_anew_are_the_same(SummedHistories histories) {
        FactDatabase copy = histories.database().copy();
        List<String> before = sums(copy);
        copy.execute("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT facts.rebuild_rollups(); COMMIT");
        assertThat(sums(copy)).isEqualTo(before).hasSizeGreaterThan(500);
    }

    private static List<String> sums(FactDatabase database) {
        List<String> all = new ArrayList<>();
        all.addAll(database.query(
                "SELECT * FROM facts.channel_quarter WHERE peak > 0 OR present_ms > 0 OR calls > 0 ORDER BY 1, 2, 3"));
        all.addAll(database.query(
                "SELECT * FROM facts.channel_sum WHERE peak > 0 OR present_ms > 0 OR calls > 0 ORDER BY 1, 2, 3, 4"));
        all.addAll(database.query("SELECT * FROM facts.reconnect ORDER BY 1, 2, 3, 4"));
        all.addAll(database.query("SELECT * FROM facts.person_day ORDER BY 1, 2, 3, 4"));
        all.addAll(database.query("SELECT * FROM facts.speaker_day ORDER BY 1, 2, 3, 4"));
        all.addAll(database.query("SELECT * FROM facts.ended_day ORDER BY 1, 2, 3, 4, 5"));
        all.addAll(database.query("SELECT * FROM facts.person ORDER BY 1, 2"));
        all.addAll(database.query("SELECT * FROM facts.running ORDER BY 1, 2, 3"));
        // How wide a set is depends on when it was last added to.
        all.addAll(database.query(
                "SELECT guild_id, hours, begins, channel_id, rtrim(present::text, '0'), rtrim(spoke::text, '0')"
                        + " FROM facts.people_sum ORDER BY 1, 2, 3, 4"));
        all.addAll(database.query("SELECT * FROM facts.person_span ORDER BY 1, 2, 3, 4"));
        all.addAll(database.query("SELECT * FROM facts.person_channel_span ORDER BY 1, 2, 3, 4"));
        all.addAll(database.query("SELECT * FROM facts.ended_span ORDER BY 1, 2, 3, 4, 5"));
        return all;
    }
}
