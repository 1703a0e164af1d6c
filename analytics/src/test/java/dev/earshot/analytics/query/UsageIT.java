package dev.earshot.analytics.query;

import static dev.earshot.analytics.testing.Facts.LOUNGE;
import static dev.earshot.analytics.testing.Facts.joined;
import static dev.earshot.analytics.testing.Facts.left;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.earshot.analytics.testing.FactTopics;
import dev.earshot.analytics.testing.History;
import dev.earshot.analytics.testing.Ledger;
import dev.earshot.analytics.testing.Ledger.Stay;
import dev.earshot.analytics.testing.RunningAnalytics;
import dev.earshot.analytics.testing.Tokens;
import dev.earshot.events.change.EndReason;
import dev.earshot.events.change.VoiceChange;
import dev.earshot.events.id.UserId;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is answered over HTTP, against a {@link Ledger} that works it out from the facts, in a zone that is not UTC. */
class UsageIT {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    /** Not at midnight of anywhere: both edges are asked of the facts. */
    private static final Instant FROM = Instant.parse("2026-01-30T22:30:00Z");

    private static final Instant TO = Instant.parse("2026-02-01T09:45:00Z");
    private static final String WINDOW = "guild=guild-0&from=" + FROM + "&to=" + TO + "&tz=Europe/Berlin";

    private static FactTopics topics;
    private static RunningAnalytics analytics;
    private static Ledger ledger;

    @BeforeAll
    static void begin() {
        topics = FactTopics.start();
        analytics = RunningAnalytics.start(topics.server().bootstrapServers());
        List<VoiceChange> facts = new ArrayList<>(History.random(0, 33, 5_000).facts());
        ledger = new Ledger(facts);
        // Alice never leaves on the days on which clocks change, nor on the days before and after.
        for (String day : List.of("2026-03-08", "2026-03-29", "2025-10-26", "2025-11-02")) {
            Instant began =
                    LocalDate.parse(day).minusDays(1).atStartOfDay(BERLIN).toInstant();
            VoiceChange.Joined call = joined(1_000_000 + facts.size(), began, new UserId("alice"), LOUNGE);
            facts.add(call);
            facts.add(left(call, 1_000_001 + facts.size(), began.plus(Duration.ofDays(4)), EndReason.LEFT));
        }
        topics.changes(facts);
        await().atMost(Duration.ofSeconds(90))
                .until(() -> analytics
                                .database()
                                .query("SELECT count(*) FROM facts.person_day WHERE guild_id = 'demo'")
                                .equals(List.of("20"))
                        && analytics.database().count("facts.pending") == 0);
    }

    @AfterAll
    static void end() {
        analytics.close();
        topics.close();
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2026-03-29, 23",
        "Europe/Berlin, 2025-10-26, 25",
        "America/New_York, 2026-03-08, 23",
        "America/New_York, 2025-11-02, 25"
    })
    void a_day_with_a_change_of_the_clocks_has_23_or_25_hours_of_minutes(String zone, LocalDate day, int hours) {
        ZonedDateTime from = day.atStartOfDay(ZoneId.of(zone));
        String window = "guild=demo&tz=" + zone + "&from=" + time(from) + "&to=" + time(from.plusDays(1));
        JsonNode days = ok("minutes?by=day&" + window).get("items");
        assertThat(days).hasSize(1);
        assertThat(days.get(0).get("key").asString()).isEqualTo(day.toString());
        assertThat(days.get(0).get("minutes").asDouble()).isEqualTo(hours * 60);
        assertThat(days.get(0).get("people").asInt()).isEqualTo(1);
        JsonNode levels = ok("concurrency?bucket=hour&" + window).get("items");
        assertThat(levels.valueStream().filter(level -> level.get("channelId").isNull()))
                .hasSize(hours)
                .allMatch(level ->
                        level.get("peak").asInt() == 1 && level.get("average").asDouble() == 1);
        assertThat(ok("minutes?by=user&" + window).at("/items/0/minutes").asDouble())
                .isEqualTo(hours * 60);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&channel=channel-1"})
    void the_overview(String filter) {
        JsonNode overview = ok("overview?" + WINDOW + filter);
        List<Stay> stays = ledger.stays(in(filter)).toList();
        List<Stay> ended = stays.stream()
                .filter(stay -> stay.endsCall() && stay.endedWithin(FROM, TO))
                .toList();
        assertThat(overview.get("minutes").asDouble())
                .isCloseTo(Ledger.millis(stays, FROM, TO) / 60_000.0, within(0.001));
        assertThat(overview.get("calls").asLong()).isEqualTo(joins(filter, FROM, TO));
        assertThat(overview.get("peak").asLong()).isEqualTo(Ledger.peak(stays, FROM, TO));
        assertThat(overview.get("people").asLong())
                .isEqualTo(stays.stream()
                        .filter(stay -> stay.within(FROM, TO) > 0)
                        .map(Stay::user)
                        .distinct()
                        .count());
        assertThat(overview.get("expiryRate").asDouble())
                .isCloseTo(
                        ended.stream()
                                        .filter(stay -> "expired".equals(stay.why()))
                                        .count()
                                / (double) ended.size(),
                        within(0.0001));
        assertThat(overview.get("medianCallSeconds").asDouble())
                .isBetween(quantile(ended, 0.48) * 0.96 - 1, quantile(ended, 0.52) * 1.04 + 1);
        assertThat(overview.at("/now/inVoice").asLong())
                .isEqualTo(stays.stream().filter(stay -> stay.why() == null).count());
        Instant before = FROM.minus(Duration.between(FROM, TO));
        assertThat(overview.at("/previous/calls").asLong())
                .isEqualTo(joins(filter, before, FROM))
                .isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hour", "day"})
    void concurrency_by_the_zones_hours_and_days(String bucket) {
        JsonNode items = ok("concurrency?bucket=" + bucket + "&" + WINDOW).get("items");
        assertThat(items.size()).isGreaterThan(bucket.equals("hour") ? 35 : 2);
        items.forEach(item -> {
            Instant at = ZonedDateTime.parse(item.get("at").asString()).toInstant();
            Instant from = at.isBefore(FROM) ? FROM : at;
            Instant end = bucket.equals("hour")
                    ? at.plusSeconds(3600)
                    : at.atZone(BERLIN).plusDays(1).toInstant();
            Instant to = end.isBefore(TO) ? end : TO;
            List<Stay> stays = ledger.stays(stay -> item.get("channelId").isNull()
                            || stay.channel().equals(item.get("channelId").asString()))
                    .filter(stay -> stay.within(from, to) > 0)
                    .toList();
            assertThat(item.get("peak").asLong()).as(item.toString()).isEqualTo(Ledger.peak(stays, from, to));
            double average = Ledger.millis(stays, from, to)
                    / (double) Duration.between(from, to).toMillis();
            assertThat(item.get("average").asDouble()).as(item.toString()).isCloseTo(average, within(0.001));
        });
    }

    @Test
    void concurrency_by_minute() {
        Instant to = FROM.plus(Duration.ofHours(6));
        JsonNode items = ok("concurrency?bucket=minute&guild=guild-0&from=" + FROM + "&to=" + to)
                .get("items");
        assertThat(items.valueStream().filter(item -> item.get("channelId").isNull()))
                .hasSize(360);
        items.forEach(item -> {
            Instant at = Instant.parse(item.get("at").asString());
            Instant next = at.plusSeconds(60);
            List<Stay> stays = ledger.stays(stay -> item.get("channelId").isNull()
                            || stay.channel().equals(item.get("channelId").asString()))
                    .filter(stay -> stay.within(at, next) > 0)
                    .toList();
            assertThat(item.get("peak").asLong()).as(item.toString()).isEqualTo(Ledger.peak(stays, at, next));
            assertThat(item.get("average").asDouble())
                    .isCloseTo(Ledger.millis(stays, at, next) / 60_000.0, within(0.001));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&channel=channel-1", "&user=user-2", "&channel=channel-0&user=user-3"})
    void minutes_by_day_channel_and_person(String filter) {
        ok("minutes?by=day&" + WINDOW + filter).get("items").forEach(day -> {
            Instant at = LocalDate.parse(day.get("key").asString())
                    .atStartOfDay(BERLIN)
                    .toInstant();
            Instant next = at.atZone(BERLIN).plusDays(1).toInstant();
            assertUsage(day, in(filter), filter, at.isBefore(FROM) ? FROM : at, next.isBefore(TO) ? next : TO);
        });
        JsonNode channels = ok("minutes?by=channel&" + WINDOW + filter).get("items");
        assertThat(channels).isNotEmpty();
        channels.forEach(channel -> {
            String id = channel.get("key").asString();
            assertUsage(
                    channel, in(filter).and(stay -> stay.channel().equals(id)), filter + "&channel=" + id, FROM, TO);
        });
        JsonNode people = ok("minutes?by=user&" + WINDOW + filter).get("items");
        assertThat(people.size()).isEqualTo((int) ledger.stays(in(filter))
                .filter(stay -> stay.within(FROM, TO) > 0)
                .map(Stay::user)
                .distinct()
                .count());
        people.forEach(person -> {
            String id = person.get("key").asString();
            assertUsage(person, in(filter).and(stay -> stay.user().equals(id)), filter + "&user=" + id, FROM, TO);
        });
    }

    @Test
    void channels_and_people_page_by_page() {
        for (String of : List.of("channels", "people")) {
            JsonNode whole = ok(of + "?" + WINDOW).get("items");
            List<JsonNode> paged = new ArrayList<>();
            String cursor = "";
            do {
                JsonNode page = ok(of + "?limit=2&cursor=" + cursor + "&" + WINDOW);
                page.get("items").forEach(paged::add);
                cursor = page.get("next").isNull() ? "" : page.get("next").asString();
            } while (!cursor.isEmpty());
            assertThat(paged.stream().map(item -> item.get("id")))
                    .containsExactlyElementsOf(
                            whole.valueStream().map(item -> item.get("id")).toList());
            double all = ledger.stays(stay -> stay.endedWithin(FROM, TO))
                    .mapToDouble(Stay::spoken)
                    .sum();
            for (JsonNode item : paged) {
                String id = item.get("id").asString();
                Predicate<Stay> own =
                        stay -> stay.user().equals(id) || stay.channel().equals(id);
                double spoken = ledger.stays(own)
                        .filter(stay -> stay.endedWithin(FROM, TO))
                        .mapToDouble(Stay::spoken)
                        .sum();
                assertThat(item.get("secondsSpoken").asDouble()).isCloseTo(spoken, within(0.02));
                assertThat(item.get("talkShare").asDouble()).isCloseTo(spoken / all, within(0.0002));
                assertThat(item.get("minutes").asDouble())
                        .isCloseTo(Ledger.millis(ledger.stays(own).toList(), FROM, TO) / 60_000.0, within(0.001));
            }
        }
    }

    @Test
    void the_heat_map() {
        JsonNode items = ok("heatmap?" + WINDOW).get("items");
        long joins = items.valueStream()
                .mapToLong(item -> item.get("joins").asLong())
                .sum();
        assertThat(joins).isEqualTo(joins("", FROM, TO));
        items.forEach(item -> {
            long expected = ledger.joins().stream()
                    .filter(join -> !join.at().isBefore(FROM) && join.at().isBefore(TO))
                    .map(join -> join.at().atZone(BERLIN))
                    .filter(at ->
                            at.getDayOfWeek().getValue() == item.get("weekday").asInt()
                                    && at.getHour() == item.get("hour").asInt())
                    .count();
            assertThat(item.get("joins").asLong()).as(item.toString()).isEqualTo(expected);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&channel=channel-1", "&user=user-2"})
    void departures_and_lengths(String filter) {
        List<Stay> ended = ledger.stays(in(filter))
                .filter(stay -> stay.endsCall() && stay.endedWithin(FROM, TO))
                .toList();
        JsonNode departures = ok("departures?" + WINDOW + filter);
        departures
                .get("items")
                .forEach(item -> assertThat(item.get("calls").asLong())
                        .isEqualTo(ended.stream()
                                .filter(stay -> item.get("why").asString().equals(stay.why()))
                                .count()));
        assertThat(sum(departures.get("items"), "calls")).isEqualTo(ended.size());
        JsonNode lengths = ok("lengths?" + WINDOW + filter);
        assertThat(sum(lengths.get("items"), "calls")).isEqualTo(ended.size());
        lengths.get("items").forEach(item -> {
            double to = item.get("toSeconds").isNull()
                    ? Double.MAX_VALUE
                    : item.get("toSeconds").asDouble();
            assertThat(item.get("calls").asLong())
                    .as(item.toString())
                    .isEqualTo(ended.stream()
                            .mapToDouble(UsageIT::seconds)
                            .filter(length -> length >= item.get("fromSeconds").asDouble() && length < to)
                            .count());
        });
        assertThat(lengths.get("p95").asDouble())
                .isBetween(quantile(ended, 0.93) * 0.96 - 1, quantile(ended, 0.97) * 1.04 + 1);
    }

    @Test
    void speakers_by_the_zones_days() {
        ok("speakers?period=day&" + WINDOW).get("items").forEach(item -> {
            Instant at = ZonedDateTime.parse(item.get("at").asString()).toInstant();
            Instant from = at.isBefore(FROM) ? FROM : at;
            Instant next = at.atZone(BERLIN).plusDays(1).toInstant();
            Instant to = next.isBefore(TO) ? next : TO;
            long expected = ledger.rings().stream()
                    .filter(ring -> ring.began().isBefore(to) && !ring.ended().isBefore(from))
                    .map(Ledger.Ring::user)
                    .distinct()
                    .count();
            assertThat(item.get("speakers").asLong()).as(item.toString()).isEqualTo(expected);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            overview?from=2026-01-01T00:00:00Z                       | guild
            overview?guild=demo&tz=Mars/Base                         | time zone
            overview?guild=demo&user=alice                           | leave out "user"
            overview?guild=demo&from=2020-01-01T00:00:00Z            | 732 days
            concurrency?guild=demo&bucket=minute                     | 25 hours are answered; ask with bucket=hour
            concurrency?guild=demo&from=2026-01-01T00:00:00Z         | 93 days are answered; ask with bucket=day
            concurrency?guild=demo&bucket=second                     | hour, minute, day
            minutes?guild=demo&by=colour                             | day, channel, user
            people?guild=demo&limit=501                              | 1 to 500
            people?guild=demo&cursor=aGVsbG8                         | cursor
            audit?guild=demo&cursor=aGVsbG8                          | cursor
            speakers?guild=demo&channel=a/b                          | letters
            quality?guild=demo&by=moon                               | hour, channel, user
            sessions?guild=demo&why=boredom                          | left, expired
            """)
    void nonsense_is_refused_with_a_sentence(String path, String says) {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(JsonMapper.shared().readTree(answer.body()).get("detail").asString())
                .contains(says);
    }

    private static void assertUsage(JsonNode item, Predicate<Stay> which, String filter, Instant from, Instant to) {
        List<Stay> stays = ledger.stays(which).toList();
        assertThat(item.get("minutes").asDouble())
                .as(item.toString())
                .isCloseTo(Ledger.millis(stays, from, to) / 60_000.0, within(0.001));
        assertThat(item.get("people").asLong())
                .as(item.toString())
                .isEqualTo(new TreeSet<>(stays.stream()
                                .filter(stay -> stay.within(from, to) > 0)
                                .map(Stay::user)
                                .toList())
                        .size());
        assertThat(item.get("calls").asLong()).as(item.toString()).isEqualTo(joins(filter, from, to));
        assertThat(item.get("secondsMuted").asDouble())
                .as(item.toString())
                .isCloseTo(
                        stays.stream()
                                .filter(stay -> stay.endedWithin(from, to))
                                .mapToDouble(Stay::muted)
                                .sum(),
                        within(0.1));
    }

    /** The stays that a filter such as "&channel=channel-1&user=user-2" leaves. */
    private static Predicate<Stay> in(String filter) {
        return stay -> passes(filter, stay.channel(), stay.user());
    }

    private static boolean passes(String filter, String channel, String user) {
        return Stream.of(filter.split("&", -1))
                .allMatch(part -> part.isEmpty() || part.equals("channel=" + channel) || part.equals("user=" + user));
    }

    private static long joins(String filter, Instant from, Instant to) {
        return ledger.joins().stream()
                .filter(join -> passes(filter, join.channel(), join.user()))
                .filter(join -> !join.at().isBefore(from) && join.at().isBefore(to))
                .count();
    }

    private static double seconds(Stay stay) {
        return Math.max(0, Duration.between(stay.callBegan(), stay.ended()).toMillis() / 1000.0);
    }

    private static double quantile(List<Stay> ended, double share) {
        List<Double> sorted = ended.stream().map(UsageIT::seconds).sorted().toList();
        return sorted.get((int) Math.clamp(Math.round(share * sorted.size()), 0, sorted.size() - 1));
    }

    private static long sum(JsonNode items, String field) {
        return items.valueStream().mapToLong(item -> item.get(field).asLong()).sum();
    }

    private static String time(ZonedDateTime time) {
        return URLEncoder.encode(time.toOffsetDateTime().toString(), UTF_8);
    }

    private static JsonNode ok(String path) {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    private static HttpResponse<String> get(String path) {
        return analytics.get("/api/analytics/" + path.replace("\"", "%22"), Tokens.with("analyst"));
    }
}
