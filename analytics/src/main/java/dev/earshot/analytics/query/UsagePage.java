package dev.earshot.analytics.query;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * Channels or people with their usage, most used first, a page at a time.
 *
 * @param next cursor of the next page, null on the last
 */
record UsagePage(List<Item> items, @Nullable String next) {
    private static final String CHANNELS = """
            , channel AS (
                SELECT channel_id, sum(present_ms)::bigint AS present_ms, sum(spoken_ms)::bigint AS spoken_ms,
                       sum(calls)::bigint AS calls, max(peak) AS peak,
                       sum(spoken_ms) / nullif(sum(sum(spoken_ms)) OVER (), 0) AS share,
                       max(begins) FILTER (WHERE present_ms > 0) AS last_begins
                FROM cell WHERE {of}
                GROUP BY channel_id HAVING sum(present_ms) > 0 OR sum(calls) > 0
            ), page AS (
                SELECT * FROM channel
                WHERE (present_ms, channel_id) < (:belowMs, :belowId) AND (channel_id = :place OR :place = '*')
                ORDER BY present_ms DESC, channel_id DESC LIMIT :rows)
            SELECT page.*, CASE WHEN EXISTS (SELECT FROM facts.running
                                             WHERE guild_id = :guild AND running.channel_id = page.channel_id AND began < :to)
                           THEN least(now(), :to)
                           ELSE (SELECT least(now(), quarter + interval '15 minutes') FROM facts.channel_quarter
                                 WHERE guild_id = :guild AND channel_quarter.channel_id = page.channel_id AND present_ms > 0
                                   AND quarter >= last_begins AND quarter < least(:to, last_begins + interval '1 day')
                                 ORDER BY quarter DESC LIMIT 1) END AS last_seen
            FROM page ORDER BY present_ms DESC, channel_id DESC""";

    /**
     * @param label for people to read
     * @param people who were there for any time
     * @param peak of a channel: people at once, at most; null of a person
     * @param talkShare of all seconds spoken in the guild meanwhile, 0 to 1; null if nobody spoke
     * @param lastSeen of a person: when they were last in a call, now if they are; of a channel: to the quarter of an hour, within the window
     */
    record Item(
            String id,
            String label,
            double minutes,
            long calls,
            long people,
            @Nullable Integer peak,
            double secondsSpoken,
            @Nullable Double talkShare,
            @Nullable String lastSeen) {
        Item of(long many) {
            return new Item(id, label, minutes, calls, many, peak, secondsSpoken, talkShare, lastSeen);
        }
    }

    private record Row(Item item, SumCursor cursor) {}

    static Mono<UsagePage> channels(DatabaseClient database, Question question, SumCursor below, int limit) {
        Mono<List<Row>> rows = Cells.ask(
                        question, SumSpans.of(question.from(), question.to()), Cells.Of.GUILD, CHANNELS)
                .with("belowMs", below.sum())
                .with("belowId", below.id())
                .with("rows", limit + 1)
                .all(database, row -> {
                    String id = Rows.text(row, "channel_id");
                    long present = Rows.number(row, "present_ms");
                    Item item = new Item(
                            id,
                            id,
                            Rows.minutes(present),
                            Rows.number(row, "calls"),
                            0,
                            row.get("peak", Integer.class),
                            Rows.seconds(Rows.number(row, "spoken_ms")),
                            share(row.get("share", BigDecimal.class)),
                            Rows.shownIfAny(row.get("last_seen", Instant.class)));
                    return new Row(item, new SumCursor(present, id));
                })
                .collectList();
        return Mono.zip(
                rows, PeopleCount.PRESENT.byChannel(database, question), (found, people) -> page(found, limit, people));
    }

    static Mono<UsagePage> people(DatabaseClient database, Question question, SumCursor below, int limit) {
        return People.parts(database, question, below, limit + 1)
                .map(part -> new Row(
                        new Item(
                                part.user(),
                                part.username(),
                                Rows.minutes(part.presentMs()),
                                part.calls(),
                                1,
                                null,
                                Rows.seconds(part.spokenMs()),
                                share(part.share()),
                                Rows.shownIfAny(part.lastSeen())),
                        new SumCursor(part.presentMs(), part.user())))
                .collectList()
                .map(found -> page(found, limit, Map.of()));
    }

    private static UsagePage page(List<Row> rows, int limit, Map<String, Long> people) {
        Cut<Row> cut = Cut.at(limit, rows);
        return new UsagePage(
                cut.items(row -> row.item().peak() == null
                        ? row.item()
                        : row.item().of(people.getOrDefault(row.item().id(), 0L))),
                cut.next(row -> row.cursor().text()));
    }

    private static @Nullable Double share(@Nullable BigDecimal share) {
        return share == null ? null : Math.round(share.doubleValue() * 10_000) / 10_000.0;
    }
}
