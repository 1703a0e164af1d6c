package dev.earshot.analytics.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.analytics.testing.FactDatabase;
import dev.earshot.analytics.testing.Samples;
import dev.earshot.analytics.testing.Samples.Sample;
import dev.earshot.servers.TestServers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The sums of quality hold each sample once, whatever came when, and outlive the samples as far as they say of no person. */
class QualitySumsIT {
    private static final Instant JANUARY = Instant.parse("2026-01-30T09:00:00Z");

    private FactDatabase database;

    @BeforeEach
    void begin() {
        database = FactDatabase.migrated(TestServers.newDatabase());
    }

    @Test
    void sums_added_to_piece_by_piece_with_repeats_are_those_made_anew() {
        List<Sample> samples = Samples.random(5, "demo", 6_000, JANUARY, Duration.ofDays(4));
        Random random = new Random(6);
        for (int at = 0; at < samples.size(); ) {
            int to = Math.min(samples.size(), at + 1 + random.nextInt(900));
            Samples.write(database, samples.subList(Math.max(0, at - random.nextInt(100)), to));
            if (random.nextInt(2) == 0) database.rollUp();
            at = to;
        }
        database.rollUp();
        List<String> added = sums();
        rebuild();
        assertThat(sums()).isEqualTo(added).hasSizeGreaterThan(5_000);
        assertThat(database.query("SELECT sum(samples) FROM facts.quality_sum WHERE channel_id = '*' GROUP BY minutes"))
                .containsExactly("6000", "6000", "6000");
    }

    @Test
    void a_rebuild_takes_out_what_is_no_fact_any_more() {
        Samples.write(database, Samples.random(5, "demo", 500, JANUARY, Duration.ofHours(5)));
        database.rollUp();
        database.execute("DELETE FROM facts.quality WHERE cause_offset >= 100");
        rebuild();
        assertThat(database.query("SELECT sum(samples) FROM facts.quality_sum WHERE channel_id = '*' AND minutes = 60"))
                .containsExactly("100");
        assertThat(database.query("SELECT sum(samples) FROM facts.quality_person_day"))
                .containsExactly("100");
        database.execute("DELETE FROM facts.quality");
        rebuild();
        assertThat(sums()).isEmpty();
    }

    @Test
    void a_dropped_month_keeps_its_channels_sums_through_a_rebuild_and_loses_its_peoples() {
        List<Sample> samples = new ArrayList<>(Samples.random(5, "demo", 2_000, JANUARY, Duration.ofDays(4)));
        Samples.write(database, samples);
        database.rollUp();
        List<String> before = ofChannels();
        assertThat(database.query("SELECT facts.drop_month(ARRAY['quality'], '2026-01-01')"))
                .containsExactly("-");
        rebuild();
        assertThat(ofChannels()).isEqualTo(before);
        for (String table : List.of("quality_person_day", "quality_person_cells")) {
            assertThat(database.query("SELECT min(day) FROM facts." + table)).containsExactly("2026-02-01");
        }
    }

    @Test
    void a_sample_that_comes_after_its_month_has_gone_is_added_and_stays_through_a_rebuild() {
        Samples.write(database, Samples.random(5, "demo", 300, JANUARY, Duration.ofHours(5)));
        database.rollUp();
        database.execute("SELECT facts.drop_month(ARRAY['quality'], '2026-01-01')");
        Samples.write(database, Samples.random(9, "demo", 1, JANUARY, Duration.ofHours(5)));
        rebuild();
        rebuild();
        assertThat(database.query("SELECT sum(samples) FROM facts.quality_sum WHERE channel_id = '*' AND minutes = 60"))
                .containsExactly("301");
    }

    private void rebuild() {
        database.execute("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT facts.rebuild_rollups(); COMMIT");
    }

    private List<String> sums() {
        List<String> all = new ArrayList<>(ofChannels());
        all.addAll(database.query("SELECT * FROM facts.quality_person_day ORDER BY 1, 2, 3"));
        all.addAll(classes("guild_id, user_id, day", "facts.quality_person_cells"));
        return all;
    }

    private List<String> ofChannels() {
        List<String> all = new ArrayList<>(
                database.query(
                        "SELECT guild_id, minutes, begins, channel_id, samples, poor FROM facts.quality_sum ORDER BY 1, 2, 3, 4"));
        all.addAll(classes("guild_id, minutes, begins, channel_id", "facts.quality_sum"));
        return all;
    }

    /** Each class with its samples, in whatever pieces they lie. */
    private List<String> classes(String key, String table) {
        return database.query("SELECT " + key + ", substring(cells FROM 1 + 6 * n FOR 2) AS class,"
                + " sum(substring(cells FROM 3 + 6 * n FOR 4)::int) FROM " + table
                + " CROSS JOIN generate_series(0, length(cells) / 6 - 1) n GROUP BY " + key + ", class ORDER BY "
                + key + ", class");
    }
}
