package dev.earshot.analytics.query;

import static dev.earshot.analytics.testing.Facts.joined;
import static dev.earshot.analytics.testing.Facts.left;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.earshot.analytics.testing.AskedAnalytics;
import dev.earshot.analytics.testing.Ledger;
import dev.earshot.analytics.testing.Ledger.Stay;
import dev.earshot.events.change.EndReason;
import dev.earshot.events.change.VoiceChange;
import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Windows of weeks and months, which are answered from the sums of 7 and 28 days and from sets of people, against a {@link Ledger}. */
class LongWindowIT {
    private static final Instant BEGIN = Instant.parse("2026-01-06T07:20:00Z");
    private static final int DAYS = 130;

    private static AskedAnalytics analytics;
    private static Ledger ledger;

    @BeforeAll
    static void begin() {
        List<VoiceChange> facts = calls(new Random(11));
        ledger = new Ledger(facts);
        analytics = AskedAnalytics.with(facts);
    }

    // More people than the first width of a set holds, and some calls over midnight and over the end of a week.
    private static List<VoiceChange> calls(Random random) {
        List<VoiceChange> facts = new ArrayList<>();
        for (int i = 0; i < 2_400; i++) {
            Instant began =
                    BEGIN.plusSeconds(random.nextLong(Duration.ofDays(DAYS).toSeconds()));
            UserId user = new UserId("user-" + (random.nextBoolean() ? random.nextInt(40) : random.nextInt(8_000)));
            VoiceChange.Joined call = joined(2L * i, began, user, new ChannelId("channel-" + random.nextInt(3)));
            facts.add(call);
            facts.add(left(
                    call,
                    2L * i + 1,
                    began.plusSeconds(1 + random.nextInt(30_000)),
                    random.nextInt(5) == 0 ? EndReason.EXPIRED : EndReason.LEFT));
        }
        return facts;
    }

    @AfterAll
    static void end() {
        analytics.close();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-01T00:00:00Z, 2026-06-01T00:00:00Z, UTC, ''",
        "2026-01-10T23:00:00Z, 2026-04-11T22:00:00Z, Europe/Berlin, ''",
        "2026-01-20T18:30:00Z, 2026-03-05T18:30:00Z, Asia/Kolkata, ''",
        "2026-02-03T09:45:00Z, 2026-02-25T11:15:00Z, Asia/Kathmandu, ''",
        "2026-01-10T23:00:00Z, 2026-04-11T22:00:00Z, Europe/Berlin, channel-1"
    })
    void a_long_window_holds_what_its_calls_add_up_to(Instant from, Instant to, String zone, String channel) {
        String window = "guild=demo&from=" + from + "&to=" + to + "&tz=" + zone
                + (channel.isEmpty() ? "" : "&channel=" + channel);
        List<Stay> stays = ledger.stays(
                        stay -> channel.isEmpty() || stay.channel().equals(channel))
                .toList();
        List<Stay> ended =
                stays.stream().filter(stay -> stay.endedWithin(from, to)).toList();

        JsonNode overview = analytics.ok("overview?" + window);
        assertThat(overview.get("people").asLong()).isEqualTo(people(stays, from, to));
        assertThat(overview.get("minutes").asDouble()).isCloseTo(minutes(stays, from, to), within(0.001));
        assertThat(overview.get("expiryRate").asDouble()).isCloseTo(Ledger.expiryRate(ended), within(0.0001));

        JsonNode people = analytics.ok("minutes?by=user&" + window).get("items");
        Map<String, String> everybody = by(stays, Stay::user, from, to);
        // The thousand that were there most.
        assertThat(people).hasSize(Math.min(1000, everybody.size()));
        people.forEach(one ->
                assertThat(usage(one)).isEqualTo(everybody.get(one.get("key").asString())));

        JsonNode channels = analytics.ok("channels?" + window).get("items");
        assertThat(channels.valueStream()
                        .collect(Collectors.toMap(
                                one -> one.get("id").asString(),
                                one -> one.get("people").asLong())))
                .isEqualTo(stays.stream()
                        .filter(stay -> stay.within(from, to) > 0)
                        .collect(Collectors.groupingBy(
                                Stay::channel,
                                Collectors.collectingAndThen(Collectors.mapping(Stay::user, Collectors.toSet()), set ->
                                        (long) set.size()))));

        assertThat(analytics
                        .ok("lengths?" + window)
                        .get("items")
                        .valueStream()
                        .mapToLong(item -> item.get("calls").asLong())
                        .sum())
                .isEqualTo(ended.size());

        analytics.ok("minutes?by=day&" + window).get("items").forEach(item -> {
            ZonedDateTime day = ZonedDateTime.parse(item.get("key").asString() + "T00:00:00+00:00")
                    .withZoneSameLocal(ZoneId.of(zone));
            Instant first = later(day.toInstant(), from);
            Instant last = earlier(day.plus(1, ChronoUnit.DAYS).toInstant(), to);
            assertThat(item.get("people").asLong()).as(item.toString()).isEqualTo(people(stays, first, last));
        });
    }

    private static Map<String, String> by(List<Stay> stays, Function<Stay, String> key, Instant from, Instant to) {
        return stays.stream()
                .filter(stay -> stay.within(from, to) > 0)
                .collect(Collectors.groupingBy(
                        key, Collectors.collectingAndThen(Collectors.toList(), own -> usage(own, from, to))));
    }

    private static String usage(List<Stay> own, Instant from, Instant to) {
        long calls = own.stream()
                .filter(stay ->
                        !stay.callBegan().isBefore(from) && stay.callBegan().isBefore(to))
                .count();
        return calls + " calls, " + Math.round(minutes(own, from, to) * 1000) / 1000.0 + " minutes";
    }

    private static String usage(JsonNode item) {
        return item.get("calls").asLong() + " calls, " + item.get("minutes").asDouble() + " minutes";
    }

    private static double minutes(List<Stay> stays, Instant from, Instant to) {
        return Ledger.millis(stays, from, to) / 60_000.0;
    }

    private static long people(List<Stay> stays, Instant from, Instant to) {
        return stays.stream()
                .filter(stay -> stay.within(from, to) > 0)
                .map(Stay::user)
                .distinct()
                .count();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
