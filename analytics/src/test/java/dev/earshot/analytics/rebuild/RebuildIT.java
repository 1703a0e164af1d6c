package dev.earshot.analytics.rebuild;

import static dev.earshot.analytics.rebuild.LiveTables.of;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.analytics.testing.History;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The log folded anew says what the live tables say, whatever became of them. */
class RebuildIT {
    @ParameterizedTest
    @ValueSource(longs = {1, 20, 300})
    void rows_that_are_right_stay_as_they_are(long seed) throws Exception {
        try (LiveTables live = LiveTables.of(seed)) {
            List<String> before = live.rows();
            RebuildReport report = live.rebuild();
            assertThat(report.nothingChanged()).as(report.text()).isTrue();
            live.assertRows(before);
            assertThat(of(report, "stay_ended").same())
                    .isEqualTo(live.database().count("facts.stay_ended"));
            assertThat(of(report, "spoke").same()).isEqualTo(live.database().count("facts.spoke"));
            assertThat(of(report, "stay_ended").leftAlone()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 50})
    void rows_of_a_log_whose_clock_was_ahead_are_what_it_says_as_well(long seed) throws Exception {
        List<History> guilds = LiveTables.guildsWithJumps(seed);
        try (LiveTables live = LiveTables.of(seed, guilds)) {
            List<String> before = live.rows();
            assertThat(live.rebuild().nothingChanged()).isTrue();
            live.spoil();
            live.database().execute("DELETE FROM facts.clock_set_back WHERE cause_offset % 2 = 1");
            live.rebuild();
            live.assertRows(before);
            assertThat(live.database().count("facts.clock_set_back")).isPositive();
            assertThat(live.database().count("analytics.calls WHERE ended < began"))
                    .isZero();
            assertThat(live.database().count("analytics.calls WHERE ended IS NULL"))
                    .isEqualTo(guilds.stream().mapToLong(History::present).sum());
            assertThat(live.database().count("facts.running"))
                    .as("nobody is counted as there from tomorrow on")
                    .isEqualTo(guilds.stream().mapToLong(History::present).sum());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 30})
    void rows_that_were_lost_spoilt_or_made_up_are_set_right(long seed) throws Exception {
        try (LiveTables live = LiveTables.of(seed)) {
            List<String> before = live.rows();
            long ended = live.database().count("facts.stay_ended");
            live.spoil();
            assertThat(live.rows()).isNotEqualTo(before);
            RebuildReport report = live.rebuild();
            live.assertRows(before);
            RebuildReport.Counts counts = of(report, "stay_ended");
            assertThat(counts.added()).isPositive();
            assertThat(counts.differing()).isPositive();
            assertThat(counts.removed()).isEqualTo(1);
            assertThat(counts.same() + counts.added() + counts.differing()).isEqualTo(ended);
            assertThat(live.rebuild().nothingChanged()).isTrue();
        }
    }
}
