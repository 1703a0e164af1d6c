package dev.earshot.analytics.query;

import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Who was there. How much of a window each person was there: the sums of the days (UTC) that lie in it whole, the
 * facts at its two edges, and what runs. How many there were: by the quarters that each person's day says they were there in.
 */
final class People {
    private static final String PARTS = """
            WITH edge AS (SELECT * FROM unnest(:edgesFrom::timestamptz[], :edgesTo::timestamptz[]) AS edge(first, last)),
            part AS (
                SELECT user_id, present_ms, spoken_ms, muted_ms, calls FROM facts.person_day
                WHERE guild_id = :guild AND day >= :firstDay AND day < :endDay %1$s
                UNION ALL
                SELECT user_id, greatest(0, least(facts.ms(ended), facts.ms(last)) - greatest(facts.ms(began), facts.ms(first))),
                       CASE WHEN ended >= first AND ended < last THEN spoken_ms ELSE 0 END,
                       CASE WHEN ended >= first AND ended < last THEN muted_ms ELSE 0 END, 0
                FROM edge JOIN facts.stay_ended ON guild_id = :guild AND ended >= first AND ended < last + interval '4 hours'
                     AND began < last AND call_began < last
                WHERE NOT ended - began > interval '4 hours' %1$s
                UNION ALL
                SELECT user_id, greatest(0, least(facts.ms(ended), facts.ms(last)) - greatest(facts.ms(began), facts.ms(first))),
                       CASE WHEN ended >= first AND ended < last THEN spoken_ms ELSE 0 END,
                       CASE WHEN ended >= first AND ended < last THEN muted_ms ELSE 0 END, 0
                FROM edge JOIN facts.stay_ended ON guild_id = :guild AND ended >= first AND began < last AND call_began < last
                WHERE ended - began > interval '4 hours' %1$s
                UNION ALL
                SELECT user_id, 0, 0, 0, 1
                FROM edge JOIN facts.stay_started ON guild_id = :guild AND call_began >= first AND call_began < last AND begins_call
                WHERE true %1$s
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

    private static final String HOW_MANY = """
            WITH slice AS (
                SELECT day, mask, bucket FROM unnest(:days::date[], :masks::bit(96)[], :buckets::int[]) AS slice(day, mask, bucket)
            ), there AS (
                SELECT bucket, %1$s AS place, user_id
                FROM slice JOIN facts.person_part part ON part.guild_id = :guild AND part.day = slice.day
                WHERE part.day >= (:from AT TIME ZONE 'UTC')::date AND part.day <= (:to AT TIME ZONE 'UTC')::date
                  AND part.present & mask <> repeat('0', 96)::bit(96) %2$s
                GROUP BY 1, 2, 3
            )
            SELECT bucket, place, count(*) AS people FROM there GROUP BY bucket, place""";

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
        return Ask.of(PARTS.formatted(channel, user), question)
                .with(WholeDays.of(question.from(), question.to()))
                .with("belowMs", below.sum())
                .with("belowId", below.id())
                .with("rows", rows)
                .all(database, People::part);
    }

    /** How many different people were there, by bucket. */
    static Mono<Map<Integer, Long>> byBucket(DatabaseClient database, Question question, DaySlices slices) {
        return howMany(database, question, slices, "''").collectMap(Count::bucket, Count::people);
    }

    /** The same of the whole window by channel. */
    static Mono<Map<String, Long>> byChannel(DatabaseClient database, Question question) {
        return howMany(database, question, DaySlices.whole(question.from(), question.to()), "channel_id")
                .collectMap(Count::place, Count::people);
    }

    private record Count(int bucket, String place, long people) {}

    private static Flux<Count> howMany(DatabaseClient database, Question question, DaySlices slices, String place) {
        String only = (question.channel() == null ? "" : " AND part.channel_id = :channel")
                + (question.user() == null ? "" : " AND part.user_id = :user");
        return Ask.of(HOW_MANY.formatted(place, only), question)
                .with(slices)
                .all(
                        database,
                        row -> new Count(
                                (int) Rows.number(row, "bucket"), Rows.text(row, "place"), Rows.number(row, "people")));
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
