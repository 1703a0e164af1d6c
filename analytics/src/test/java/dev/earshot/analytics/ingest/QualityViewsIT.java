package dev.earshot.analytics.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.earshot.analytics.testing.FactDatabase;
import dev.earshot.analytics.testing.Samples;
import dev.earshot.analytics.testing.Samples.Sample;
import dev.earshot.servers.TestServers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each figure of the views of quality, worked out from random samples without SQL. */
class QualityViewsIT {
    private static final Instant FROM = Instant.parse("2026-01-30T20:00:00Z");
    private static final Duration TIME = Duration.ofDays(3);

    private static FactDatabase database;

    @BeforeAll
    static void begin() {
        database = FactDatabase.migrated(TestServers.newDatabase());
    }

    @Test
    void percentiles_of_each_hour_of_each_channel_and_of_the_guild() {
        List<Sample> samples = Stream.of("demo", "other")
                .flatMap(guild -> Samples.random(guild.length(), guild, 2_000, FROM, TIME).stream())
                .toList();
        Samples.write(database, samples);
        Map<String, List<Sample>> expected = samples.stream()
                .flatMap(sample -> Stream.of(sample.channel(), "-").map(place -> Map.entry(place, sample)))
                .collect(Collectors.groupingBy(
                        entry -> String.join(
                                "|",
                                entry.getValue().guild(),
                                entry.getValue()
                                        .at()
                                        .truncatedTo(ChronoUnit.HOURS)
                                        .toString(),
                                entry.getKey()),
                        Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        List<String> rows = database.query(
                "SELECT guild_id, to_char(hour, 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'), channel_id, samples, jitter_ms_p50, jitter_ms_p95, jitter_ms_p99,"
                        + " loss_ratio_p50, loss_ratio_p95, loss_ratio_p99, round_trip_ms_p50, round_trip_ms_p95, round_trip_ms_p99,"
                        + " bitrate_bps_p50, bitrate_bps_p95, bitrate_bps_p99, bitrate_bps_p05, mos_p50, mos_p05 FROM analytics.quality_by_hour WHERE guild_id <> 'estimated'");
        assertThat(rows).hasSize(expected.size()).hasSizeGreaterThan(300);
        for (String row : rows) {
            String[] found = row.split("\\|");
            List<Sample> of = expected.getOrDefault(found[0] + "|" + found[1] + "|" + found[2], List.of());
            assertThat(found[3]).as(row).isEqualTo("" + of.size());
            int column = 4;
            for (Samples.Measure measure :
                    List.<Samples.Measure>of(Sample::jitter, Sample::loss, Sample::roundTrip, Sample::bitrate)) {
                for (double share : new double[] {0.5, 0.95, 0.99}) {
                    assertSame(row, found[column++], Samples.percentile(of, measure, share));
                }
            }
            assertSame(row, found[column++], Samples.percentile(of, Sample::bitrate, 0.05));
            assertSame(row, found[column++], Samples.percentile(of, Sample::mos, 0.5));
            assertSame(row, found[column], Samples.percentile(of, Sample::mos, 0.05));
        }
    }

    @Test
    void the_estimate_of_each_sample() {
        List<Sample> samples = Samples.random(3, "estimated", 1_000, FROM, TIME);
        Samples.write(database, samples);
        List<String> rows = database.query(
                "SELECT mos FROM analytics.quality JOIN facts.quality fact USING (guild_id, at, user_id, channel_id)"
                        + " WHERE guild_id = 'estimated' ORDER BY fact.cause_offset");
        assertThat(rows).hasSize(samples.size());
        IntStream.range(0, rows.size())
                .forEach(i -> assertSame(
                        samples.get(i).toString(), rows.get(i), samples.get(i).mos()));
    }

    private static void assertSame(String what, String found, @Nullable Double expected) {
        if (expected == null) assertThat(found).as(what).isEqualTo("-");
        else assertThat(Double.parseDouble(found)).as(what).isCloseTo(expected, within(1e-9 * Math.max(1, expected)));
    }
}
