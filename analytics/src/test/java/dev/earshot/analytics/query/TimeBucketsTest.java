package dev.earshot.analytics.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.analytics.query.PeopleSlices.Span;
import dev.earshot.analytics.query.TimeBuckets.Unit;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeBucketsTest {
    private static final Instant LATER = Instant.parse("2027-01-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin,    2026-03-29, 2026-03-28T23:00:00Z, 23",
        "Europe/Berlin,    2026-10-25, 2026-10-24T22:00:00Z, 25",
        "America/New_York, 2026-03-08, 2026-03-08T05:00:00Z, 23",
        "America/New_York, 2026-11-01, 2026-11-01T04:00:00Z, 25",
        "Asia/Kathmandu,   2026-03-29, 2026-03-28T18:15:00Z, 24",
        // Midnight itself is skipped there: the day begins at one.
        "America/Santiago, 2026-09-06, 2026-09-06T04:00:00Z, 23"
    })
    void a_day_has_as_many_hours_as_the_clocks_say(String zone, String day, Instant begins, int hours) {
        ZoneId place = ZoneId.of(zone);
        TimeBuckets days = TimeBuckets.of(Unit.DAY, begins, begins.plus(Duration.ofHours(hours)), place);
        assertThat(days.begins()).containsExactly(begins);
        assertThat(days.shown(0)).startsWith(day);
        TimeBuckets longer = TimeBuckets.of(Unit.DAY, begins, begins.plus(Duration.ofHours(hours + 1)), place);
        assertThat(longer.begins()).containsExactly(begins, begins.plus(Duration.ofHours(hours)));
        assertThat(TimeBuckets.of(Unit.HOUR, begins, longer.begins().get(1), place)
                        .size())
                .isEqualTo(hours);
    }

    @Test
    void the_hour_that_comes_twice_is_two_buckets_with_two_offsets() {
        Instant two = Instant.parse("2026-10-25T00:00:00Z");
        TimeBuckets hours = TimeBuckets.of(Unit.HOUR, two, two.plus(Duration.ofHours(2)), ZoneId.of("Europe/Berlin"));
        assertThat(IntStream.range(0, hours.size()).mapToObj(hours::shown))
                .containsExactly("2026-10-25T02:00:00+02:00", "2026-10-25T02:00:00+01:00");
    }

    @Test
    void weeks_begin_on_monday_and_months_on_the_first() {
        Instant from = Instant.parse("2026-02-26T12:00:00Z");
        Instant to = Instant.parse("2026-03-10T00:00:00Z");
        ZoneId zone = ZoneId.of("Europe/Berlin");
        assertThat(TimeBuckets.of(Unit.WEEK, from, to, zone).begins())
                .containsExactly(
                        Instant.parse("2026-02-22T23:00:00Z"),
                        Instant.parse("2026-03-01T23:00:00Z"),
                        Instant.parse("2026-03-08T23:00:00Z"));
        assertThat(TimeBuckets.of(Unit.MONTH, from, to, zone).begins())
                .containsExactly(Instant.parse("2026-01-31T23:00:00Z"), Instant.parse("2026-02-28T23:00:00Z"));
    }

    @Test
    void a_bucket_passes_only_within_the_window_and_until_now() {
        Instant from = Instant.parse("2026-03-14T10:15:00Z");
        TimeBuckets hours = TimeBuckets.of(Unit.HOUR, from, from.plus(Duration.ofHours(2)), ZoneId.of("UTC"));
        Instant now = Instant.parse("2026-03-14T11:30:00Z");
        assertThat(hours.passed(0, now)).isEqualTo(Duration.ofMinutes(45));
        assertThat(hours.passed(1, now)).isEqualTo(Duration.ofMinutes(30));
        assertThat(hours.passed(2, now)).isPositive();
    }

    @Test
    void people_of_a_local_day_are_in_six_hours_and_the_hours_before_and_after() {
        Instant begins = Instant.parse("2026-03-28T23:00:00Z");
        PeopleSlices slices = PeopleSlices.of(
                TimeBuckets.of(Unit.DAY, begins, begins.plus(Duration.ofHours(23)), ZoneId.of("Europe/Berlin")), LATER);
        assertThat(slices.spans())
                .containsExactly(
                        new Span(1, begins, Instant.parse("2026-03-29T00:00:00Z"), 0),
                        new Span(6, Instant.parse("2026-03-29T00:00:00Z"), Instant.parse("2026-03-29T18:00:00Z"), 0),
                        new Span(1, Instant.parse("2026-03-29T18:00:00Z"), Instant.parse("2026-03-29T22:00:00Z"), 0));
        assertThat(slices.edges().days()).isEmpty();
    }

    @Test
    void people_of_half_an_hour_at_an_edge_are_in_the_quarters_of_their_day() {
        Instant begins = Instant.parse("2026-03-28T18:30:00Z");
        PeopleSlices slices = PeopleSlices.of(
                TimeBuckets.of(Unit.DAY, begins, begins.plus(Duration.ofHours(24)), ZoneId.of("Asia/Kolkata")), LATER);
        assertThat(slices.spans())
                .containsExactly(
                        new Span(1, Instant.parse("2026-03-28T19:00:00Z"), Instant.parse("2026-03-29T00:00:00Z"), 0),
                        new Span(6, Instant.parse("2026-03-29T00:00:00Z"), Instant.parse("2026-03-29T18:00:00Z"), 0));
        assertThat(slices.edges().days()).containsExactly("2026-03-28", "2026-03-29");
        assertThat(slices.edges().buckets()).containsExactly(0, 0);
        assertThat(slices.edges().masks())
                .containsExactly(
                        "0".repeat(74) + "1".repeat(2) + "0".repeat(20),
                        "0".repeat(72) + "1".repeat(2) + "0".repeat(22));
    }

    @Test
    void people_of_a_long_window_are_in_days_and_the_hours_before_and_after() {
        Instant from = Instant.parse("2026-03-01T22:00:00Z");
        Instant to = Instant.parse("2026-04-01T01:00:00Z");
        assertThat(PeopleSlices.whole(from, to, LATER).spans())
                .containsExactly(
                        new Span(1, from, Instant.parse("2026-03-02T00:00:00Z"), 0),
                        new Span(24, Instant.parse("2026-03-02T00:00:00Z"), Instant.parse("2026-04-01T00:00:00Z"), 0),
                        new Span(1, Instant.parse("2026-04-01T00:00:00Z"), to, 0));
    }

    @Test
    void people_of_the_hour_that_it_is_are_in_its_set() {
        Instant from = Instant.parse("2026-03-01T22:00:00Z");
        Instant to = Instant.parse("2026-03-02T01:45:00Z");
        PeopleSlices slices = PeopleSlices.whole(from, to, to.minusSeconds(60));
        assertThat(slices.spans()).containsExactly(new Span(1, from, Instant.parse("2026-03-02T02:00:00Z"), 0));
        assertThat(slices.edges().days()).isEmpty();
        assertThat(PeopleSlices.whole(from, to, to.plusSeconds(1)).edges().days())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 6, 7, 8, 27, 28, 29, 90, 365})
    void blocks_hold_each_day_once(int days) {
        for (int shift = 0; shift < 60; shift++) {
            LocalDate from = LocalDate.of(2026, 1, 1).plusDays(shift);
            List<Long> held = DayBlocks.of(from, from.plusDays(days), 28, 7, 1).blocks().stream()
                    .flatMap(block -> LongStream.range(
                                    (long) block.first() * block.days(), (long) block.end() * block.days())
                            .boxed())
                    .sorted()
                    .toList();
            long first = ChronoUnit.DAYS.between(LocalDate.of(2000, 1, 3), from);
            assertThat(held)
                    .isEqualTo(LongStream.range(first, first + days).boxed().toList());
        }
    }

    @Test
    void a_quarter_of_a_year_is_few_blocks() {
        LocalDate from = LocalDate.of(2026, 1, 1);
        int spans = DayBlocks.of(from, from.plusDays(90), 28, 7, 1).blocks().stream()
                .mapToInt(block -> block.end() - block.first())
                .sum();
        assertThat(spans).isLessThanOrEqualTo(2 + 6 + 12);
    }

    @Test
    void a_window_is_its_whole_days_and_what_is_left() {
        WholeDays days = WholeDays.of(Instant.parse("2026-03-14T22:00:00Z"), Instant.parse("2026-03-17T06:00:00Z"));
        assertThat(days.first()).hasToString("2026-03-15");
        assertThat(days.end()).hasToString("2026-03-17");
        assertThat(days.edges()).hasSize(2);
        WholeDays exact = WholeDays.of(Instant.parse("2026-03-14T00:00:00Z"), Instant.parse("2026-03-15T00:00:00Z"));
        assertThat(exact.edges()).isEmpty();
        WholeDays within = WholeDays.of(Instant.parse("2026-03-14T22:00:00Z"), Instant.parse("2026-03-15T06:00:00Z"));
        assertThat(within.first()).isEqualTo(within.end());
        assertThat(within.edges()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void days_and_edges_added_and_taken_off_are_the_window_and_take_nothing_off_today(long seed) {
        Random random = new Random(seed);
        Instant now = Instant.parse("2026-03-17T15:20:00Z");
        for (int i = 0; i < 300; i++) {
            Instant from = now.minusSeconds(900L * random.nextInt(700)).truncatedTo(ChronoUnit.HOURS);
            Instant to = from.plusSeconds(900L * (1 + random.nextInt(700)));
            WholeDays days = WholeDays.nearest(from, to, now);
            for (Instant at = from.minusSeconds(86_400); at.isBefore(now); at = at.plusSeconds(900)) {
                boolean inside = !at.isBefore(from) && at.isBefore(to);
                LocalDate day = at.atOffset(ZoneOffset.UTC).toLocalDate();
                int counted = !day.isBefore(days.first()) && day.isBefore(days.end()) ? 1 : 0;
                for (WholeDays.Edge edge : days.edges()) {
                    boolean in = !at.isBefore(edge.from()) && at.isBefore(edge.to());
                    if (in) counted += edge.sign();
                    assertThat(in && edge.sign() < 0 && !at.isBefore(now.truncatedTo(ChronoUnit.DAYS)))
                            .isFalse();
                }
                assertThat(counted).as("%s in %s to %s", at, from, to).isEqualTo(inside ? 1 : 0);
            }
        }
    }

    @Test
    void a_long_window_has_no_edge_of_more_than_half_a_day_before_today() {
        WholeDays days =
                WholeDays.nearest(Instant.parse("2026-03-10T08:00:00Z"), Instant.parse("2026-03-15T22:00:00Z"), LATER);
        assertThat(days.first()).hasToString("2026-03-10");
        assertThat(days.end()).hasToString("2026-03-16");
        assertThat(days.edges())
                .containsExactly(
                        new WholeDays.Edge(
                                Instant.parse("2026-03-10T00:00:00Z"), Instant.parse("2026-03-10T08:00:00Z"), -1),
                        new WholeDays.Edge(
                                Instant.parse("2026-03-15T22:00:00Z"), Instant.parse("2026-03-16T00:00:00Z"), -1));
    }

    @Test
    void a_percentile_lies_within_its_class() {
        Ends ends = new Ends(List.of(new Ends.Kind("left", 60, 62, 50), new Ends.Kind("expired", 100, 104, 50)));
        assertThat(ends.percentile(0.5)).isEqualTo(62.0);
        assertThat(ends.percentile(0.99)).isBetween(103.0, 104.0);
        assertThat(ends.expiryRate()).isEqualTo(0.5);
        assertThat(new Ends(List.of()).percentile(0.5)).isNull();
    }
}
