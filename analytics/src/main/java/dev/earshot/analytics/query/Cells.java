package dev.earshot.analytics.query;

/**
 * Usage by quarter of an hour and channel, "*" being all of them: what most questions group by something. Of a guild it is
 * in the sums; of one person it is made of their stays, which are few.
 */
final class Cells {
    private static final String OF_GUILD = """
            WITH cell AS (
                SELECT quarter, channel_id, present_ms, spoken_ms, muted_ms, calls, peak
                FROM facts.quarter_total
                WHERE guild_id = :guild AND quarter >= :from AND quarter < :to)
            """;
    private static final String OF_PERSON = """
            WITH stay AS (
                SELECT stay.channel_id, stay.began, greatest(stay.began, stay.ended) AS ended, stay.ended AS counted, stay.spoken_ms, stay.muted_ms
                FROM facts.stay_started call
                JOIN facts.stay_ended stay ON stay.call_id = call.call_id AND stay.call_began = call.call_began
                WHERE call.begins_call AND call.guild_id = :guild AND stay.guild_id = :guild AND call.user_id = :user
                  AND call.call_began < :to AND stay.ended >= :from
                UNION ALL
                SELECT channel_id, began, greatest(began, now()), NULL, 0, 0
                FROM facts.running WHERE guild_id = :guild AND user_id = :user
            ), piece AS (
                SELECT quarter, channel_id,
                       least(facts.ms(ended), facts.ms(quarter) + 900000) - greatest(facts.ms(began), facts.ms(quarter)) AS present_ms,
                       0 AS spoken_ms, 0 AS muted_ms, 0 AS calls
                FROM stay CROSS JOIN LATERAL generate_series(facts.quarter(greatest(began, :from)), least(ended, :to), interval '15 minutes') quarter
                UNION ALL
                SELECT facts.quarter(counted), channel_id, 0, spoken_ms, muted_ms, 0 FROM stay WHERE counted IS NOT NULL
                UNION ALL
                SELECT facts.quarter(call_began), channel_id, 0, 0, 0, 1 FROM facts.stay_started
                WHERE begins_call AND guild_id = :guild AND user_id = :user AND call_began >= :from AND call_began < :to
            ), cell AS (
                SELECT quarter, coalesce(channel_id, '*') AS channel_id, sum(present_ms) AS present_ms, sum(spoken_ms) AS spoken_ms,
                       sum(muted_ms) AS muted_ms, sum(calls) AS calls, 1 AS peak
                FROM piece WHERE quarter >= :from AND quarter < :to
                GROUP BY GROUPING SETS ((quarter, channel_id), (quarter)))
            """;

    private Cells() {}

    /** {@code rest} reads from "cell": quarter, channel_id, present_ms, spoken_ms, muted_ms, calls, peak. */
    static Ask ask(Question question, String rest) {
        return Ask.of((question.user() == null ? OF_GUILD : OF_PERSON) + rest, question);
    }
}
