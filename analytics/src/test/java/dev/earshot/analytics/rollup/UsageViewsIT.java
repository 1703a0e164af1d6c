package dev.earshot.analytics.rollup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.earshot.analytics.testing.FactDatabase;
import dev.earshot.analytics.testing.FactTopics;
import dev.earshot.analytics.testing.History;
import dev.earshot.analytics.testing.Ledger;
import dev.earshot.analytics.testing.Ledger.Stay;
import dev.earshot.analytics.testing.RunningIngest;
import dev.earshot.events.change.VoiceChange;
import dev.earshot.servers.TestServers;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every figure of the views against a {@link Ledger} that works it out from the facts of random histories: taken in by pieces,
 * with repeats, and summed up in between at moments of chance.
 */
class UsageViewsIT {
    private static final Instant FROM = Instant.parse("2026-01-30T21:00:00Z");
    /** Some hours after the histories end, so that running stays are looked at too. */
    private static final Instant TO = Instant.parse("2026-02-01T06:00:00Z");

    private static FactDatabase database;
    private static Map<String, Ledger> guilds;

    @BeforeAll
    static void takeIn() {
        Random random = new Random(7);
        List<History> histories = IntStream.range(0, FactTopics.PARTITIONS)
                .mapToObj(partition -> History.random(partition, 70 + partition, 2_500))
                .toList();
        database = FactDatabase.migrated(TestServers.newDatabase());
        guilds = new TreeMap<>();
        long sent = 0;
        try (FactTopics topics = FactTopics.start();
                RunningIngest ingest = RunningIngest.start(topics, database, 200)) {
            for (int i = 0; i < histories.size(); i++) {
                List<VoiceChange> facts = histories.get(i).facts();
                guilds.put("guild-" + i, new Ledger(facts));
                for (int at = 0; at < facts.size(); ) {
                    int to = Math.min(facts.size(), at + 1 + random.nextInt(600));
                    List<VoiceChange> piece = facts.subList(Math.max(0, at - random.nextInt(50)), to);
                    topics.changes(piece);
                    sent += piece.size();
                    if (random.nextInt(2) == 0) database.rollUp();
                    at = to;
                }
            }
            long all = sent;
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> ingest.meter("earshot.ingest.lag") == 0 && read() == all);
        }
        database.rollUp();
    }

    @AfterAll
    static void sumsMadeAnewAreTheSame() {
        List<String> before = sums();
        database.execute("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT facts.rebuild_rollups(); COMMIT");
        assertThat(sums()).isEqualTo(before).hasSizeGreaterThan(500);
    }

    @Test
    void peak_and_average_by_minute() {
        assertThat(database.query("SELECT guild_id, coalesce(channel_id, '*'), " + time("minute")
                        + ", peak, round(average * 60000) FROM analytics.concurrency_by_minute" + window("quarter")))
                .containsExactlyInAnyOrderElementsOf(concurrency(ChronoUnit.MINUTES));
    }

    @Test
    void peak_and_average_by_hour() {
        List<String> expected = concurrency(ChronoUnit.HOURS);
        assertThat(database.query("SELECT guild_id, coalesce(channel_id, '*'), " + time("hour")
                        + ", peak, round(minutes * 60000) FROM analytics.concurrency_by_hour" + window("hour")
                        + " AND peak > 0"))
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(expected).anyMatch(line -> line.contains("|*|") && !line.contains("|1|"));
        assertThat(database.query("SELECT count(*) FROM analytics.concurrency_by_hour" + window("hour")
                        + " AND abs(average - minutes / 60) > 0.001"))
                .containsExactly("0");
    }

    @Test
    void minutes_of_each_person_by_channel_and_day() {
        List<String> expected = new ArrayList<>();
        each((guild, ledger) -> days().forEach(day -> ledger.stays(_ -> true)
                .collect(Collectors.groupingBy(stay -> stay.channel() + "|" + stay.user()))
                .forEach((who, stays) -> {
                    Instant next = day.plus(1, ChronoUnit.DAYS);
                    long present = Ledger.millis(stays, day, next);
                    long spoken = stays.stream()
                            .filter(stay -> stay.endedWithin(day, next))
                            .mapToLong(stay -> Math.round(stay.spoken() * 1000))
                            .sum();
                    String calls = String.valueOf(ledger.joins().stream()
                            .filter(join -> who.equals(join.channel() + "|" + join.user()))
                            .filter(join ->
                                    !join.at().isBefore(day) && join.at().isBefore(next))
                            .count());
                    if (present == 0 && spoken == 0 && calls.equals("0")) return;
                    expected.add(String.join("|", guild, date(day), who, "" + minutes(present), "" + spoken, calls));
                })));
        assertThat(database.query(
                        "SELECT guild_id, day, channel_id, user_id, (minutes * 1000)::bigint, (seconds_spoken * 1000)::bigint, calls"
                                + " FROM analytics.minutes WHERE day < '2026-02-01'"
                                + " AND minutes + seconds_spoken + calls > 0"))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void active_speakers_by_day_week_and_month() {
        List<String> expected = new ArrayList<>();
        each((guild, ledger) -> {
            for (String period : List.of("day", "week", "month")) {
                Function<Instant, String> begin = at -> switch (period) {
                    case "day" -> date(at);
                    case "week" -> date(at.minus((day(at) + 6) % 7, ChronoUnit.DAYS));
                    default -> date(at).substring(0, 8) + "01";
                };
                ledger.rings().stream()
                        .flatMap(ring -> Stream.of(ring.began(), ring.ended())
                                .map(at -> begin.apply(at) + "|" + ring.user())
                                .distinct())
                        .distinct()
                        .collect(Collectors.groupingBy(key -> key.split("\\|", -1)[0], Collectors.counting()))
                        .forEach((first, count) -> expected.add(guild + "|" + period + "|" + first + "|" + count));
            }
        });
        assertThat(database.query("SELECT guild_id, period, begins, speakers FROM analytics.active_speakers"))
                .containsExactlyInAnyOrderElementsOf(expected)
                .hasSizeGreaterThan(8);
    }

    @Test
    void lengths_reasons_and_the_expiry_rate() {
        long[] edges = {0, 10, 30, 60, 300, 900, 1800, 3600, 7200, 14400, 28800, 86400, Long.MAX_VALUE};
        List<String> lengths = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        List<String> rates = new ArrayList<>();
        each((guild, ledger) -> {
            List<Stay> calls = ledger.stays(Stay::endsCall).toList();
            for (int i = 0; i + 1 < edges.length; i++) {
                long from = edges[i];
                long to = edges[i + 1];
                long many = calls.stream()
                        .mapToLong(stay -> Math.max(
                                0,
                                Duration.between(stay.callBegan(), stay.ended()).toSeconds()))
                        .filter(length -> from <= length && length < to)
                        .count();
                if (many > 0) lengths.add(guild + "|" + from + "|" + many);
            }
            calls.stream()
                    .collect(
                            Collectors.groupingBy(stay -> date(stay.ended()) + "|" + stay.why(), Collectors.counting()))
                    .forEach((key, many) -> reasons.add(guild + "|" + key + "|" + many));
            calls.stream()
                    .collect(Collectors.groupingBy(stay -> date(stay.ended())))
                    .forEach((day, all) -> rates.add("%s|%s|%.4f"
                            .formatted(
                                    guild,
                                    day,
                                    all.stream()
                                                    .filter(stay -> "expired".equals(stay.why()))
                                                    .count()
                                            / (double) all.size())));
        });
        assertThat(database.query(
                        "SELECT guild_id, from_seconds, sum(calls) FROM analytics.call_lengths GROUP BY 1, 2"))
                .containsExactlyInAnyOrderElementsOf(lengths);
        assertThat(database.query("SELECT guild_id, day, why, sum(calls) FROM analytics.departures GROUP BY 1, 2, 3"))
                .containsExactlyInAnyOrderElementsOf(reasons);
        assertThat(database.query("SELECT guild_id, day, expiry_rate FROM analytics.expiry_rate"))
                .containsExactlyInAnyOrderElementsOf(rates);
    }

    @Test
    void joins_by_hour_and_weekday() {
        List<String> expected = new ArrayList<>();
        each((guild, ledger) -> ledger.joins().stream()
                .collect(Collectors.groupingBy(
                        join -> join.channel() + "|" + day(join.at()) + "|"
                                + join.at().atOffset(ZoneOffset.UTC).getHour(),
                        Collectors.counting()))
                .forEach((key, many) -> expected.add(guild + "|" + key + "|" + many)));
        assertThat(database.query("SELECT guild_id, channel_id, weekday, hour, sum(joins) FROM analytics.joins_by_hour"
                        + " GROUP BY 1, 2, 3, 4 HAVING sum(joins) > 0"))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void talk_shares() {
        List<String> expected = new ArrayList<>();
        each((guild, ledger) -> ledger.stays(stay -> stay.endedWithin(FROM, Instant.parse("2026-01-31T00:00:00Z")))
                .collect(Collectors.groupingBy(Stay::user, Collectors.summingDouble(Stay::spoken)))
                .forEach((user, spoken) -> {
                    double all = ledger.stays(stay -> stay.endedWithin(FROM, Instant.parse("2026-01-31T00:00:00Z")))
                            .mapToDouble(Stay::spoken)
                            .sum();
                    if (spoken > 0) expected.add("%s|%s|%.4f".formatted(guild, user, spoken / all));
                }));
        assertThat(database.query("SELECT guild_id, user_id, share_of_talk FROM analytics.talk_share"
                        + " WHERE day = '2026-01-30' AND seconds_spoken > 0"))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void lost_connections_and_returns() {
        List<String> expected = new ArrayList<>();
        each((guild, ledger) -> expected.add(guild + "|" + ledger.reconnects()));
        assertThat(database.query("SELECT guild_id, count(*), count(back_at) FROM analytics.reconnects GROUP BY 1"))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void every_view_and_every_column_that_needs_words_has_some() {
        assertThat(database.query("SELECT relname FROM pg_class WHERE relnamespace = 'analytics'::regnamespace"
                        + " AND relkind = 'v' AND obj_description(oid, 'pg_class') IS NULL"))
                .isEmpty();
    }

    private static List<String> concurrency(ChronoUnit bucket) {
        List<String> expected = new ArrayList<>();
        each((guild, ledger) -> {
            Map<String, List<Stay>> places = ledger.stays(stay -> stay.ended().isAfter(stay.began()))
                    .flatMap(stay -> Stream.of(Map.entry(stay.channel(), stay), Map.entry("*", stay)))
                    .collect(Collectors.groupingBy(
                            Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
            places.forEach((channel, stays) -> {
                for (Instant at = FROM; at.isBefore(TO); at = at.plus(1, bucket)) {
                    Instant to = at.plus(1, bucket);
                    Instant first = at;
                    List<Stay> some = stays.stream()
                            .filter(stay -> stay.within(first, to) > 0)
                            .toList();
                    long millis = Ledger.millis(some, first, to);
                    if (millis == 0) continue;
                    // As the views round: minutes, or people, to a thousandth.
                    long rounded = Math.round(millis / 60.0) * 60;
                    expected.add(String.join(
                            "|", guild, channel, at.toString(), "" + Ledger.peak(some, first, to), "" + rounded));
                }
            });
        });
        return expected;
    }

    private static long minutes(long millis) {
        return Math.round(millis / 60.0);
    }

    private static void each(BiConsumer<String, Ledger> with) {
        guilds.forEach(with);
    }

    private static List<Instant> days() {
        return List.of(Instant.parse("2026-01-30T00:00:00Z"), Instant.parse("2026-01-31T00:00:00Z"));
    }

    private static int day(Instant at) {
        return at.atOffset(ZoneOffset.UTC).getDayOfWeek().getValue();
    }

    private static String date(Instant at) {
        return at.toString().substring(0, 10);
    }

    private static String time(String column) {
        return "to_char(" + column + ", 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')";
    }

    private static String window(String column) {
        return " WHERE " + column + " >= '" + FROM + "' AND " + column + " < '" + TO + "'";
    }

    private static long read() {
        return Long.parseLong(database.query("SELECT coalesce(sum(next_offset), 0) FROM facts.offsets")
                .getFirst());
    }

    private static List<String> sums() {
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
