package dev.earshot.analytics.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.analytics.testing.FactDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sums that were added to piece by piece are those made anew from the facts. */
@ExtendWith(SummedHistories.Shared.class)
class SumsMadeAnewIT {
    @Test
    void sums_made_anew_are_the_same(SummedHistories histories) {
        FactDatabase copy = histories.database().copy();
        List<String> before = AllSums.in(copy);
        copy.execute("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT facts.rebuild_rollups(); COMMIT");
        assertThat(AllSums.in(copy)).isEqualTo(before).hasSizeGreaterThan(500);
    }
}
