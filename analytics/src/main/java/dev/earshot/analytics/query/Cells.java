package dev.earshot.analytics.query;

/**
 * Usage by channel, "*" being all of them, and by span of time: what most questions group by something. Of a guild it is in the
 * sums, what runs being added; of one person it is made of their stays, which are few.
 *
 * <p>Sums are read span by span, here and elsewhere ({@code LATERAL … OFFSET 0}): PostgreSQL knows nothing of what is in an array, and
 * would rather join all sums of a length with all spans of it.
 */
final class Cells {
    private static final String SPANS = """
            WITH span AS (
                SELECT * FROM unnest(:spanMinutes::int[], :spanFrom::timestamptz[], :spanTo::timestamptz[]) AS span(minutes, first, last)
            ), """;
    private static final String OF_GUILD = SPANS + """
            added AS (
                SELECT minutes, quarter AS begins, channel_id, present_ms, spoken_ms, muted_ms, calls, peak
                FROM span CROSS JOIN LATERAL (
                    SELECT * FROM facts.channel_quarter part WHERE guild_id = :guild AND quarter >= first AND quarter < last AND {part} OFFSET 0) sums
                WHERE minutes = 15
                UNION ALL
                SELECT span.minutes, begins, channel_id, present_ms, spoken_ms, muted_ms, calls, peak
                FROM span CROSS JOIN LATERAL (
                    SELECT * FROM facts.channel_sum part
                    WHERE guild_id = :guild AND part.minutes = span.minutes AND begins >= first AND begins < last AND {part} OFFSET 0) sums
            ), runs AS (
                SELECT span.minutes, begins, place.channel_id,
                       sum(greatest(0, least(facts.ms(now()), facts.ms(begins) + 60000 * span.minutes) - greatest(facts.ms(began), facts.ms(begins)))) AS present_ms
                FROM facts.running JOIN span ON began < last AND first <= now()
                CROSS JOIN LATERAL generate_series(greatest(first, facts.binned(span.minutes, began)), least(last - interval '1 ms', now()),
                                                   make_interval(mins => span.minutes)) begins
                CROSS JOIN LATERAL (VALUES (running.channel_id), ('*')) place(channel_id)
                WHERE guild_id = :guild AND {place}
                GROUP BY 1, 2, 3
            ), cell AS (
                SELECT minutes, begins, channel_id, coalesce(added.present_ms, 0) + coalesce(runs.present_ms, 0) AS present_ms,
                       coalesce(spoken_ms, 0) AS spoken_ms, coalesce(muted_ms, 0) AS muted_ms, coalesce(calls, 0) AS calls,
                       -- Where nobody came or went there is no peak on record, and as many were there as on average.
                       coalesce(peak, ceil((coalesce(added.present_ms, 0) + coalesce(runs.present_ms, 0))
                                           / least(60000 * minutes, greatest(1, facts.ms(now()) - facts.ms(begins)))))::int AS peak
                FROM added FULL JOIN runs USING (minutes, begins, channel_id))
            """;
    private static final String OF_PERSON = SPANS + """
            stay AS (
                SELECT channel_id, began, greatest(began, ended) AS ended, ended AS counted, spoken_ms, muted_ms
                FROM facts.stay_ended
                WHERE guild_id = :guild AND user_id = :user AND ended >= :from AND call_began < :to AND began < :to
                UNION ALL
                SELECT channel_id, began, greatest(began, now()), NULL, 0, 0
                FROM facts.running WHERE guild_id = :guild AND user_id = :user
            ), piece AS (
                SELECT minutes, begins, channel_id,
                       least(facts.ms(ended), facts.ms(begins) + 60000 * minutes) - greatest(facts.ms(began), facts.ms(begins)) AS present_ms,
                       0 AS spoken_ms, 0 AS muted_ms, 0 AS calls
                FROM span JOIN stay ON began < last AND ended >= first
                CROSS JOIN LATERAL generate_series(greatest(first, facts.binned(minutes, began)), least(last - interval '1 ms', ended),
                                                   make_interval(mins => minutes)) begins
                UNION ALL
                SELECT minutes, facts.binned(minutes, counted), channel_id, 0, spoken_ms, muted_ms, 0
                FROM span JOIN stay ON counted >= first AND counted < last
                UNION ALL
                SELECT minutes, facts.binned(minutes, call_began), channel_id, 0, 0, 0, 1
                FROM span JOIN facts.stay_started ON call_began >= first AND call_began < last
                WHERE begins_call AND guild_id = :guild AND user_id = :user AND call_began >= :from AND call_began < :to
            ), cell AS (
                SELECT minutes, begins, {channel} AS channel_id, sum(present_ms) AS present_ms, sum(spoken_ms) AS spoken_ms,
                       sum(muted_ms) AS muted_ms, sum(calls) AS calls, 1 AS peak
                FROM piece
                GROUP BY {group})
            """;
    private static final String BY_CHANNEL = "minutes, begins, channel_id";
    private static final String OVER_ALL = "minutes, begins";

    /** Of which channels; what {@code rest} says of others is not to be relied on. */
    enum Of {
        /** The one that was asked for, or all of them as "*". */
        PLACE("%s.channel_id = :place"),
        /** Each; if one was asked for, that one. */
        CHANNELS("%1$s.channel_id <> '*' AND (%1$s.channel_id = :place OR :place = '*')"),
        /** Each and all of them; if one was asked for, that one. */
        BOTH("(%1$s.channel_id = :place OR :place = '*')"),
        /** Each, whichever was asked for. */
        GUILD("%s.channel_id <> '*'");

        private final String where;

        Of(String where) {
            this.where = where;
        }

        private String where(String table) {
            return where.formatted(table);
        }
    }

    private Cells() {}

    /** {@code rest} reads from "cell": minutes, begins, channel_id, present_ms, spoken_ms, muted_ms, calls, peak. */
    static Ask ask(Question question, SumSpans spans, Of of, String rest) {
        String cells = question.user() == null
                ? OF_GUILD.replace("{part}", of.where("part")).replace("{place}", of.where("place"))
                : ofPerson(of, question.channel() == null);
        return Ask.of(cells + rest.replace("{of}", of.where("cell")), question).with(spans);
    }

    // Somebody may have been in hundreds of calls a week: only what is asked for is added up.
    private static String ofPerson(Of of, boolean everywhere) {
        return switch (of) {
            case PLACE -> everywhere ? ofPerson("'*'", OVER_ALL) : ofPerson("channel_id", BY_CHANNEL);
            case CHANNELS, GUILD -> ofPerson("channel_id", BY_CHANNEL);
            case BOTH ->
                ofPerson("coalesce(channel_id, '*')", "GROUPING SETS ((" + BY_CHANNEL + "), (" + OVER_ALL + "))");
        };
    }

    private static String ofPerson(String channel, String group) {
        return OF_PERSON.replace("{channel}", channel).replace("{group}", group);
    }
}
