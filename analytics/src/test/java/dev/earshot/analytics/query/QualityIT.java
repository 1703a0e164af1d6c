package dev.earshot.analytics.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.analytics.testing.AskedAnalytics;
import dev.earshot.analytics.testing.Samples;
import dev.earshot.analytics.testing.Samples.Sample;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Percentiles over HTTP against {@link Samples}, which sorts every value: of windows with so many samples that the sums answer, and of
 * such with few, that are sorted. Every window begins and ends in the middle of a day and of an hour.
 */
class QualityIT {
    private static final Instant FROM = Instant.parse("2026-01-29T21:45:00Z");
    private static final Instant TO = Instant.parse("2026-02-02T06:15:00Z");
    private static final String LONG = "guild=demo&from=" + FROM + "&to=" + TO;

    private static AskedAnalytics analytics;
    private static List<Sample> all;

    @BeforeAll
    static void begin() {
        analytics = AskedAnalytics.start();
        all = Samples.random(
                11,
                "demo",
                60_000,
                FROM.minus(Duration.ofHours(7)),
                Duration.between(FROM, TO).plusHours(14));
        Samples.write(analytics.database(), all);
        Samples.write(analytics.database(), Samples.random(12, "elsewhere", 1_000, FROM, Duration.between(FROM, TO)));
        analytics.awaitRows("facts.pending_quality", 0);
    }

    @AfterAll
    static void end() {
        analytics.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Europe/Berlin", "Asia/Kolkata", "Asia/Kathmandu"})
    void by_hour_of_any_zone_within_two_percent(String zone) {
        JsonNode answer = analytics.ok("quality?by=hour&" + LONG + "&tz=" + zone);
        Map<Instant, List<Sample>> expected =
                between(FROM, TO).stream().collect(Collectors.groupingBy(sample -> hour(sample.at(), ZoneId.of(zone))));
        assertThat(answer.get("exact").asBoolean()).isFalse();
        assertThat(answer.get("items").valueStream().map(QualityIT::begin))
                .containsExactlyElementsOf(expected.keySet().stream().sorted().toList());
        answer.get("items").forEach(item -> Figures.assertSummed(item, expected.getOrDefault(begin(item), List.of())));
    }

    @Test
    void by_hour_of_one_channel() {
        List<Sample> lounge = between(FROM, TO).stream()
                .filter(sample -> sample.channel().equals("channel-0"))
                .toList();
        assertThat(lounge).hasSizeGreaterThan(20_000);
        JsonNode answer = analytics.ok("quality?by=hour&channel=channel-0&" + LONG);
        assertThat(answer.get("exact").asBoolean()).isFalse();
        assertThat(answer.get("items")).hasSizeGreaterThan(80);
        answer.get("items")
                .forEach(item -> Figures.assertSummed(
                        item,
                        lounge.stream()
                                .filter(sample ->
                                        hour(sample.at(), ZoneId.of("UTC")).equals(begin(item)))
                                .toList()));
    }

    @Test
    void by_channel_most_samples_first() {
        JsonNode items = analytics.ok("quality?by=channel&" + LONG).get("items");
        Map<String, List<Sample>> expected = between(FROM, TO).stream().collect(Collectors.groupingBy(Sample::channel));
        assertThat(keys(items)).containsExactly("channel-0", "channel-1", "channel-2", "channel-3");
        items.forEach(item ->
                Figures.assertSummed(item, expected.getOrDefault(item.get("key").asString(), List.of())));
    }

    @Test
    void by_person_whoever_had_it_worst_first_and_no_more_than_asked_for() {
        JsonNode answer = analytics.ok("quality?by=user&limit=7&" + LONG);
        Map<String, List<Sample>> expected = between(FROM, TO).stream().collect(Collectors.groupingBy(Sample::user));
        assertThat(answer.get("exact").asBoolean()).isFalse();
        assertThat(keys(answer.get("items"))).containsExactlyElementsOf(worst(expected, 7));
        answer.get("items")
                .forEach(item -> Figures.assertSummed(
                        item, expected.getOrDefault(item.get("key").asString(), List.of())));
        assertThat(analytics.ok("quality?by=user&" + LONG).get("items")).hasSize(expected.size());
    }

    @ParameterizedTest
    @CsvSource({"hour, ''", "channel, ''", "user, ''", "hour, &channel=channel-1", "user, &channel=channel-1"})
    void few_samples_are_sorted_and_exact(String by, String filter) {
        Instant from = Instant.parse("2026-01-31T20:15:00Z");
        Instant to = Instant.parse("2026-02-01T09:30:00Z");
        JsonNode answer = analytics.ok("quality?limit=5&guild=demo&from=" + from + "&to=" + to + "&by=" + by + filter);
        Map<String, List<Sample>> expected = between(from, to).stream()
                .filter(sample -> filter.isEmpty() || filter.endsWith(sample.channel()))
                .collect(Collectors.groupingBy(sample -> switch (by) {
                    case "hour" -> hour(sample.at(), ZoneId.of("UTC")).toString();
                    case "channel" -> sample.channel();
                    default -> sample.user();
                }));
        assertThat(answer.get("exact").asBoolean()).isTrue();
        assertThat(answer.get("items")).hasSize(by.equals("user") ? 5 : expected.size());
        if (by.equals("user")) assertThat(keys(answer.get("items"))).containsExactlyElementsOf(worst(expected, 5));
        answer.get("items")
                .forEach(item -> Figures.assertFigures(
                        item,
                        by.equals("hour")
                                ? ofHour(expected, item)
                                : expected.getOrDefault(item.get("key").asString(), List.of()),
                        0,
                        0));
    }

    @Test
    void one_persons_hours_are_exact_however_long_the_window() {
        JsonNode answer = analytics.ok("quality?by=hour&user=user-3&" + LONG);
        assertThat(answer.get("exact").asBoolean()).isTrue();
        answer.get("items")
                .forEach(item -> Figures.assertFigures(
                        item,
                        between(FROM, TO).stream()
                                .filter(sample -> sample.user().equals("user-3"))
                                .filter(sample ->
                                        hour(sample.at(), ZoneId.of("UTC")).equals(begin(item)))
                                .toList(),
                        0,
                        0));
        assertThat(answer.get("items")).hasSizeGreaterThan(50);
    }

    @Test
    void months_whose_samples_were_dropped_are_answered_from_the_sums_however_few_they_were() {
        Instant old = Instant.parse("2025-07-10T10:00:00Z");
        List<Sample> few = Samples.random(13, "old", 500, old, Duration.ofHours(3));
        Samples.write(analytics.database(), few);
        analytics.awaitRows("facts.pending_quality", 0);
        String question = "quality?by=channel&guild=old&from=" + old + "&to=" + old.plusSeconds(10_800);
        assertThat(analytics.ok(question).get("exact").asBoolean()).isTrue();
        analytics.database().execute("SELECT facts.drop_month(ARRAY['quality'], '2025-07-01')");
        JsonNode answer = analytics.ok(question);
        assertThat(answer.get("exact").asBoolean()).isFalse();
        Map<String, List<Sample>> expected = few.stream().collect(Collectors.groupingBy(Sample::channel));
        assertThat(answer.get("items")).hasSize(expected.size());
        answer.get("items")
                .forEach(item -> Figures.assertSummed(
                        item, expected.getOrDefault(item.get("key").asString(), List.of())));
        assertThat(analytics.ok(question.replace("by=channel", "by=user")).get("items"))
                .isEmpty();
    }

    @Test
    void a_limit_out_of_range_is_refused_with_a_sentence() {
        assertThat(analytics.refusal("quality?by=user&limit=501&guild=demo")).contains("from 1 to 500");
    }

    private static List<Sample> between(Instant from, Instant to) {
        return all.stream().filter(sample -> sample.within(from, to)).toList();
    }

    private static List<String> worst(Map<String, List<Sample>> people, int limit) {
        Comparator<Map.Entry<String, List<Sample>>> order = Comparator.comparing(
                entry -> -entry.getValue().stream().filter(Sample::isPoor).count());
        return people.entrySet().stream()
                .sorted(order.thenComparing(entry -> -entry.getValue().size()).thenComparing(Map.Entry::getKey))
                .limit(limit)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Instant hour(Instant at, ZoneId zone) {
        return at.atZone(zone).withMinute(0).withSecond(0).withNano(0).toInstant();
    }

    private static List<Sample> ofHour(Map<String, List<Sample>> expected, JsonNode item) {
        return expected.entrySet().stream()
                .filter(entry -> Instant.parse(entry.getKey()).equals(begin(item)))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    private static Instant begin(JsonNode item) {
        return ZonedDateTime.parse(item.get("key").asString()).toInstant();
    }

    private static List<String> keys(JsonNode items) {
        return items.valueStream().map(item -> item.get("key").asString()).toList();
    }
}
