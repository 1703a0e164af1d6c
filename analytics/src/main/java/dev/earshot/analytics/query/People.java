package dev.earshot.analytics.query;

import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;

/**
 * Who was there, and how much: the sums of the days (UTC) that lie whole in a window, the facts at its two edges, and what runs.
 */
final class People {
    private static final String PARTS = """
            WITH block AS (SELECT * FROM unnest(:blockDays::int[], :blockFirsts::int[], :blockEnds::int[]) AS block(days, first, last)),
            part AS (
                {days}
                {edges}
                UNION ALL
                SELECT user_id, greatest(0, least(facts.ms(now()), facts.ms(:to)) - greatest(facts.ms(began), facts.ms(:from))), 0, 0, 0
                FROM facts.running WHERE guild_id = :guild AND began < :to %1$s
            ), person AS (
                SELECT user_id, sum(present_ms)::bigint AS present_ms, sum(spoken_ms)::bigint AS spoken_ms,
                       sum(muted_ms)::bigint AS muted_ms, sum(calls)::bigint AS calls,
                       sum(spoken_ms) / nullif(sum(sum(spoken_ms)) OVER (), 0) AS share
                FROM part WHERE true %2$s
                GROUP BY user_id
                HAVING sum(present_ms) > 0 OR sum(calls) > 0
            ), page AS (
                SELECT * FROM person WHERE (present_ms, user_id) < (:belowMs, :belowId)
                ORDER BY present_ms DESC, user_id DESC LIMIT :rows
            )
            SELECT page.*, coalesce(name.username, page.user_id) AS username,
                   CASE WHEN EXISTS (SELECT FROM facts.running WHERE guild_id = :guild AND running.user_id = page.user_id)
                        THEN now() ELSE last_seen END AS last_seen
            FROM page LEFT JOIN facts.person name ON name.guild_id = :guild AND name.user_id = page.user_id
            ORDER BY present_ms DESC, page.user_id DESC""";

    private static final String IN_GUILD = """
            SELECT user_id, present_ms, spoken_ms, muted_ms, calls
            FROM block CROSS JOIN LATERAL (
                SELECT * FROM facts.person_span
                WHERE guild_id = :guild AND person_span.days = block.days AND span >= first AND span < last OFFSET 0) sums""";
    private static final String IN_CHANNEL = """
            SELECT user_id, present_ms, spoken_ms, muted_ms, calls
            FROM block CROSS JOIN LATERAL (
                SELECT * FROM facts.person_day
                WHERE guild_id = :guild AND channel_id = :channel AND day >= date '{zero}' + first AND day < date '{zero}' + last OFFSET 0) sums
            WHERE days = 1
            UNION ALL
            SELECT user_id, present_ms, spoken_ms, muted_ms, calls
            FROM block CROSS JOIN LATERAL (
                SELECT * FROM facts.person_channel_span
                WHERE guild_id = :guild AND channel_id = :channel AND span >= first AND span < last OFFSET 0) sums
            WHERE days = 28""".replace("{zero}", DayBlocks.ZERO.toString());

    // Calls of more than four hours are few, and have an index of their own.
    private static final String AT_EDGE = """
            SELECT user_id, {sign} * greatest(0, least(facts.ms(ended), facts.ms({last})) - greatest(facts.ms(began), facts.ms({first}))),
                   CASE WHEN ended >= {first} AND ended < {last} THEN {sign} * spoken_ms ELSE 0 END,
                   CASE WHEN ended >= {first} AND ended < {last} THEN {sign} * muted_ms ELSE 0 END, 0
            FROM facts.stay_ended
            WHERE guild_id = :guild AND ended >= {first} AND ended < {last}::timestamptz + interval '4 hours' AND began < {last} AND call_began < {last}
              AND NOT ended - began > interval '4 hours' %1$s
            UNION ALL
            SELECT user_id, {sign} * greatest(0, least(facts.ms(ended), facts.ms({last})) - greatest(facts.ms(began), facts.ms({first}))),
                   CASE WHEN ended >= {first} AND ended < {last} THEN {sign} * spoken_ms ELSE 0 END,
                   CASE WHEN ended >= {first} AND ended < {last} THEN {sign} * muted_ms ELSE 0 END, 0
            FROM facts.stay_ended
            WHERE guild_id = :guild AND ended >= {first} AND began < {last} AND call_began < {last} AND ended - began > interval '4 hours' %1$s
            UNION ALL
            SELECT user_id, 0, 0, 0, {sign}
            FROM facts.stay_started
            WHERE guild_id = :guild AND call_began >= {first} AND call_began < {last} AND begins_call %1$s""";

    private People() {}

    /** A person's part in the window. */
    record Part(
            String user,
            String username,
            long presentMs,
            long spokenMs,
            long mutedMs,
            long calls,
            @Nullable BigDecimal share,
            @Nullable Instant lastSeen) {}

    /** Those below the cursor, most present first. */
    static Flux<Part> parts(DatabaseClient database, Question question, SumCursor below, int rows) {
        String channel = question.channel() == null ? "" : "AND channel_id = :channel";
        String user = question.user() == null ? "" : "AND user_id = :user";
        WholeDays days = WholeDays.nearest(question.from(), question.to(), question.now());
        String sql = PARTS.formatted(channel, user)
                .replace("{days}", question.channel() == null ? IN_GUILD : IN_CHANNEL)
                .replace("{edges}", days.atEdges(AT_EDGE.formatted(channel)));
        DayBlocks blocks = question.channel() == null ? days.blocks(28, 7, 1) : days.blocks(28, 1);
        return blocks.into(Ask.of(sql, question))
                .with(days)
                .with("belowMs", below.sum())
                .with("belowId", below.id())
                .with("rows", rows)
                .all(database, People::part);
    }

    private static Part part(Readable row) {
        return new Part(
                Rows.text(row, "user_id"),
                Rows.text(row, "username"),
                Rows.number(row, "present_ms"),
                Rows.number(row, "spoken_ms"),
                Rows.number(row, "muted_ms"),
                Rows.number(row, "calls"),
                row.get("share", BigDecimal.class),
                row.get("last_seen", Instant.class));
    }
}
