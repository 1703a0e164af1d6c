package dev.earshot.analytics.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * The calls that ended in a window: why, and how long they had been. Lengths are counted in classes 4 % wide, so that
 * percentiles of a year cost no more than of a day; within a class they are taken to be spread evenly.
 */
record Ends(List<Kind> kinds) {
    private static final String OF_GUILD = """
            WITH block AS (SELECT * FROM unnest(:blockDays::int[], :blockFirsts::int[], :blockEnds::int[]) AS block(days, first, last)),
            ended AS (
                %s
                %s)
            """;
    private static final String AT_EDGE = """
            SELECT why, facts.length_class(ended - call_began), {sign}
            FROM facts.stay_ended
            WHERE guild_id = :guild AND ended >= {first} AND ended < {last} AND call_began < {last} AND why <> 'moved' %s""";
    private static final String IN_GUILD = """
            SELECT why, length, calls
            FROM block CROSS JOIN LATERAL (
                SELECT * FROM facts.ended_span
                WHERE guild_id = :guild AND ended_span.days = block.days AND span >= first AND span < last OFFSET 0) sums""";
    private static final String IN_CHANNEL = """
            SELECT why, length, calls FROM facts.ended_day
            WHERE guild_id = :guild AND day >= :firstDay AND day < :endDay AND channel_id = :channel""";
    private static final String OF_PERSON = """
            WITH ended AS (
                SELECT why, facts.length_class(ended - call_began) AS length, 1 AS calls
                FROM facts.stay_ended
                WHERE guild_id = :guild AND user_id = :user AND ended >= :from AND ended < :to AND call_began < :to AND why <> 'moved' %1$s)
            """;
    private static final String KINDS = """
            SELECT why, length, (facts.length_edges())[width_bucket(length, facts.length_edges()) + 1] AS next, sum(calls)::bigint AS calls
            FROM ended GROUP BY why, length HAVING sum(calls) > 0 ORDER BY length""";

    /** @param next from how many seconds on it is the next class; null: there is none */
    record Kind(String why, long length, @Nullable Integer next, long calls) {}

    static Mono<Ends> ask(DatabaseClient database, Question question) {
        String channel = question.channel() == null ? "" : "AND channel_id = :channel";
        boolean one = question.user() != null;
        WholeDays days = WholeDays.nearest(question.from(), question.to(), question.now());
        String sql = one
                ? OF_PERSON.formatted(channel)
                : OF_GUILD.formatted(
                        question.channel() == null ? IN_GUILD : IN_CHANNEL, days.atEdges(AT_EDGE.formatted(channel)));
        return days.blocks(28, 7, 1)
                .into(Ask.of(sql + KINDS, question))
                .with(days)
                .all(
                        database,
                        row -> new Kind(
                                Rows.text(row, "why"),
                                Rows.number(row, "length"),
                                row.get("next", Integer.class),
                                Rows.number(row, "calls")))
                .collectList()
                .map(Ends::new);
    }

    long calls() {
        return kinds.stream().mapToLong(Kind::calls).sum();
    }

    /** Of all that ended, 0 to 1; null if none did. */
    @Nullable
    Double expiryRate() {
        long expired = kinds.stream()
                .filter(kind -> kind.why().equals("expired"))
                .mapToLong(Kind::calls)
                .sum();
        return calls() == 0 ? null : share(expired);
    }

    double share(long some) {
        return Math.round(some * 10_000.0 / calls()) / 10_000.0;
    }

    /** How many of each reason, most first. */
    List<Departures.Item> reasons() {
        return kinds.stream()
                .collect(Collectors.groupingBy(Kind::why, Collectors.summingLong(Kind::calls)))
                .entrySet()
                .stream()
                .map(why -> new Departures.Item(why.getKey(), why.getValue(), share(why.getValue())))
                .sorted(Comparator.comparingLong(Departures.Item::calls)
                        .reversed()
                        .thenComparing(Departures.Item::why))
                .toList();
    }

    /** How many were at least {@code from} and less than {@code to} seconds long; both are edges of classes. */
    long between(long from, long to) {
        return kinds.stream()
                .filter(kind -> kind.length() >= from && kind.length() < to)
                .mapToLong(Kind::calls)
                .sum();
    }

    /** The length in seconds that this share of the calls does not exceed, within 4 %; null if none ended. */
    @Nullable
    Double percentile(double share) {
        double wanted = share * calls();
        double passed = 0;
        List<Kind> ordered = new ArrayList<>(kinds);
        ordered.sort(Comparator.comparingLong(Kind::length));
        for (Kind kind : ordered) {
            if (passed + kind.calls() >= wanted) {
                double width = kind.next() == null ? 0 : kind.next() - kind.length();
                return Rows.rounded(kind.length() + width * (wanted - passed) / kind.calls());
            }
            passed += kind.calls();
        }
        return null;
    }
}
