package dev.earshot.analytics.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.analytics.testing.FactDatabase;
import dev.earshot.servers.TestServers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each figure of the views of errors and the audit, worked out from random facts without SQL. */
class RecordViewsIT {
    private static final Instant FROM = Instant.parse("2026-01-30T20:00:00Z");
    private static final Duration TIME = Duration.ofDays(3);

    private static FactDatabase database;

    @BeforeAll
    static void begin() {
        database = FactDatabase.migrated(TestServers.newDatabase());
        database.execute(
                "SELECT facts.ensure_month('2026-01-01 00:00:00Z'), facts.ensure_month('2026-02-01 00:00:00Z')");
    }

    private record Erred(Instant at, String guild, String user, String client, String kind, String message) {
        String group() {
            return String.join("|", day(at), guild, kind, client);
        }
    }

    @Test
    void errors_of_each_kind_and_version_and_day() {
        Random random = new Random(21);
        List<Erred> errors = IntStream.range(0, 800)
                .mapToObj(i -> new Erred(
                        at(random, i),
                        random.nextInt(9) == 0 ? "-" : "guild-" + random.nextInt(2),
                        "user-" + random.nextInt(6),
                        "1." + random.nextInt(3),
                        List.of("uncaught", "render", "media").get(random.nextInt(3)),
                        "It broke at " + i))
                .toList();
        write("client_error", IntStream.range(0, errors.size()).mapToObj(i -> {
            Erred erred = errors.get(i);
            return fact("voice.telemetry", i, erred.at())
                    + ", '%s', %s, NULL, '%s', 'laptop', '%s', '%s', '%s', '{}'"
                            .formatted(
                                    erred.at(),
                                    text(erred.guild()),
                                    erred.user(),
                                    erred.client(),
                                    erred.kind(),
                                    erred.message());
        }));
        List<String> expected = new ArrayList<>();
        errors.stream().collect(Collectors.groupingBy(Erred::group)).forEach((group, of) -> {
            Erred newest = of.stream().max(Comparator.comparing(Erred::at)).orElseThrow();
            long people = of.stream().map(Erred::user).distinct().count();
            expected.add(String.join(
                    "|", group, "" + of.size(), "" + people, "" + newest.at().toEpochMilli(), newest.message()));
        });
        assertThat(database.query("SELECT day, guild_id, kind, client, errors, people, facts.ms(last), example"
                        + " FROM analytics.errors_by_kind"))
                .containsExactlyInAnyOrderElementsOf(expected)
                .hasSizeGreaterThan(60);
    }

    /** An entry of the audit, whoever wrote it. */
    private record Done(Instant at, String guild, String actor, String target, String action, String code, int times) {
        String group() {
            return String.join("|", day(at), guild, actor, target, action, code);
        }
    }

    @Test
    void what_was_done_to_what_how_often_on_each_day() {
        Random random = new Random(22);
        List<Done> done = new ArrayList<>();
        done.addAll(seenByGateways(random));
        done.addAll(ended(random));
        done.addAll(refused(random));
        List<String> expected = new ArrayList<>();
        done.stream().collect(Collectors.groupingBy(Done::group)).forEach((group, of) -> {
            Instant last =
                    of.stream().map(Done::at).max(Comparator.naturalOrder()).orElseThrow();
            expected.add(group + "|" + of.stream().mapToInt(Done::times).sum() + "|" + last.toEpochMilli());
        });
        assertThat(database.query("SELECT day, guild_id, actor, target, action, code, times, facts.ms(last)"
                        + " FROM analytics.audit_counts"))
                .containsExactlyInAnyOrderElementsOf(expected)
                .hasSizeGreaterThan(100);
    }

    private static List<Done> seenByGateways(Random random) {
        List<Done> seen = IntStream.range(0, 400)
                .mapToObj(i -> {
                    boolean login = random.nextInt(3) == 0;
                    return new Done(
                            at(random, i),
                            login ? "-" : "demo",
                            "user-" + random.nextInt(4),
                            login ? "name" : "channel-" + random.nextInt(2),
                            login ? "logged-in" : "token-refused",
                            login ? "-" : "rate-limited",
                            1 + random.nextInt(3));
                })
                .toList();
        write("audited", IntStream.range(0, seen.size()).mapToObj(i -> {
            Done one = seen.get(i);
            boolean login = one.guild().equals("-");
            return fact("voice.audit", i, one.at())
                    + ", '%s', '%s', '%s', '::1', %s, %s, NULL, %s, %s, %d"
                            .formatted(
                                    one.at(),
                                    one.action(),
                                    one.actor(),
                                    text(one.guild()),
                                    login ? "NULL" : text(one.target()),
                                    text(one.code()),
                                    login ? text(one.target()) : "NULL",
                                    one.times());
        }));
        return seen;
    }

    /** Moves end a stay too, and are no entries. */
    private static List<Done> ended(Random random) {
        List<Done> ends = IntStream.range(0, 400)
                .mapToObj(i -> {
                    String why = List.of("left", "expired", "replaced", "moved").get(random.nextInt(4));
                    return new Done(
                            at(random, i),
                            "demo",
                            "user-" + random.nextInt(4),
                            "channel-" + random.nextInt(2),
                            why.equals("expired") ? "expired" : "left",
                            why,
                            1);
                })
                .toList();
        write("stay_ended", IntStream.range(0, ends.size()).mapToObj(i -> {
            Done one = ends.get(i);
            return fact("voice.events", i, one.at())
                    + ", 'demo', '%1$s', '%1$s', 'laptop', '0-%2$d', '%3$s', '%4$s', '%3$s', '%3$s', 0, 0, '%5$s'"
                            .formatted(one.actor(), i, one.at(), one.target(), one.code());
        }));
        return ends.stream().filter(one -> !one.code().equals("moved")).toList();
    }

    /** Repeats of one session within one minute are one entry, of the first. */
    private static List<Done> refused(Random random) {
        List<Done> each = IntStream.range(0, 400)
                .mapToObj(i -> new Done(
                        FROM.plusMillis(random.nextInt(1_800_000) * 10L + i % 10),
                        "demo",
                        "user-" + random.nextInt(2),
                        "channel-" + random.nextInt(2),
                        "join-refused",
                        "channel-full",
                        1))
                .toList();
        write("refused", IntStream.range(0, each.size()).mapToObj(i -> {
            Done one = each.get(i);
            return fact("voice.events", i, one.at())
                    + ", 'demo', '%s', 'laptop', '%s', '%s'".formatted(one.actor(), one.target(), one.code());
        }));
        return each.stream()
                .collect(Collectors.groupingBy(one -> one.actor() + one.at().truncatedTo(ChronoUnit.MINUTES)))
                .values()
                .stream()
                .map(of -> new Done(
                        of.stream().map(Done::at).min(Comparator.naturalOrder()).orElseThrow(),
                        "demo",
                        of.getFirst().actor(),
                        of.stream()
                                .map(Done::target)
                                .min(Comparator.naturalOrder())
                                .orElseThrow(),
                        "join-refused",
                        "channel-full",
                        of.size()))
                .toList();
    }

    private static void write(String table, Stream<String> rows) {
        database.execute("INSERT INTO facts." + table + " VALUES "
                + rows.map(row -> "(" + row + ")").collect(Collectors.joining(",")));
    }

    private static String fact(String topic, int offset, Instant at) {
        return "'%s', 0, %d, 0, '%s'".formatted(topic, offset, at);
    }

    private static String text(String value) {
        return value.equals("-") ? "NULL" : "'" + value + "'";
    }

    /** No two at the same time. */
    private static Instant at(Random random, int number) {
        return FROM.plusMillis((long) (random.nextDouble() * TIME.toSeconds()) * 1000 + number);
    }

    private static String day(Instant at) {
        return at.toString().substring(0, 10);
    }
}
