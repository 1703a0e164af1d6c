package dev.earshot.analytics.rebuild;

import static dev.earshot.analytics.rebuild.LiveTables.of;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.events.topics.VoiceTopic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What Kafka has forgotten stays as it was recorded, and what was dropped stays away. */
class ForgottenFactsIT {
    @Test
    void speech_that_its_topic_has_forgotten_stays_as_it_was_recorded() throws Exception {
        try (LiveTables live = LiveTables.of(4)) {
            List<String> before = live.rows();
            live.topics().expire(VoiceTopic.CHANGES);
            live.database().execute("DELETE FROM facts.stay_ended WHERE cause_offset % 3 = 0");
            RebuildReport report = live.rebuild();
            live.assertRows(before);
            assertThat(of(report, "spoke").same()).isZero();
            assertThat(of(report, "spoke").leftAlone())
                    .isEqualTo(live.database().count("facts.spoke"));
        }
    }

    @Test
    void calls_that_the_log_has_forgotten_stay_as_they_were_recorded() throws Exception {
        try (LiveTables live = LiveTables.of(5)) {
            List<String> before = live.rows();
            live.topics().expire(VoiceTopic.EVENTS);
            RebuildReport report = live.rebuild();
            live.assertRows(before);
            assertThat(of(report, "stay_started").leftAlone())
                    .isEqualTo(live.database().count("facts.stay_started"));
            assertThat(report.notes()).anyMatch(note -> note.contains("begins at offset"));
        }
    }

    @Test
    void months_that_were_dropped_do_not_come_back() throws Exception {
        try (LiveTables live = LiveTables.of(9)) {
            live.database()
                    .execute(
                            "DELETE FROM facts.stay_started; DELETE FROM facts.stay_ended; DROP TABLE facts.stay_started_2026_01;"
                                    + " DROP TABLE facts.stay_ended_2026_01");
            RebuildReport report =
                    live.rebuild((_, _) -> {}, Duration.ofDays(31), Instant.parse("2026-03-20T00:00:00Z"));
            assertThat(report.notes()).anyMatch(note -> note.contains("older than they are kept"));
            assertThat(live.database().query("SELECT to_regclass('facts.stay_ended_2026_01')"))
                    .containsExactly("-");
        }
    }
}
