-- Adds to the sums what was noted with the facts (V6), each once, a moment later. Edited in place; what the tables hold stands in V6, V11, V14 to V16.

-- Returns how many notes it took; 0 if there were none or another session is at it. Facts and notes must be seen as of one moment.
-- Long sums first, for they read what the others take out of pending.
CREATE OR REPLACE FUNCTION facts.roll_up() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    taken bigint;
BEGIN
    PERFORM facts.expect_one_snapshot();
    IF NOT EXISTS (SELECT FROM facts.pending) AND NOT EXISTS (SELECT FROM facts.pending_speech)
       AND NOT EXISTS (SELECT FROM facts.pending_quality) AND NOT EXISTS (SELECT FROM facts.pending_state) THEN
        RETURN 0;
    END IF;
    IF NOT pg_try_advisory_xact_lock(hashtext('facts.roll_up')) THEN
        RETURN 0;
    END IF;
    PERFORM facts.note_people();
    PERFORM facts.add_pending_people();
    PERFORM facts.add_pending_spans();
    taken := facts.add_stays('DELETE FROM facts.pending RETURNING *', NULL, NULL);
    PERFORM facts.add_pending_speech();
    PERFORM facts.find_peaks();
    PERFORM facts.add_pending_states();
    PERFORM facts.put_next_in_order();
    RETURN taken + facts.add_pending_quality();
END $$;

-- Adds the starts and ends that this statement gives, as facts.pending holds them; $1 and $2 are the times in it. Planned anew each time, for
-- there may be three or a million. Joins are hashed whatever the planner believes: it knows nothing of what a DELETE returns.
CREATE OR REPLACE FUNCTION facts.add_stays(stays text, first timestamptz, last timestamptz) RETURNS bigint LANGUAGE plpgsql
SET enable_nestloop = off AS $$
DECLARE
    taken bigint;
BEGIN
    EXECUTE format($add$
        WITH fresh AS MATERIALIZED (%s
        ), started AS MATERIALIZED (
            SELECT * FROM fresh WHERE NOT ends
        ), closed AS MATERIALIZED (
            SELECT guild_id, call_id, call_began FROM fresh WHERE ends AND why <> 'moved'
        ), stay AS MATERIALIZED (
            -- An expired stay ended at its last sign of life, which may be before it began: it took no time.
            SELECT fresh.*, greatest(began, ended) AS until, greatest(began, ended - interval '1 ms') AS last, begun.call_id IS NOT NULL AS known
            FROM fresh
            LEFT JOIN (SELECT guild_id, call_id, call_began FROM facts.running UNION SELECT guild_id, call_id, call_began FROM started) begun
                 USING (guild_id, call_id, call_began)
            WHERE ends
        ), cell AS (
            SELECT guild_id, quarter, channel_id,
                   least(facts.ms(until), facts.ms(quarter) + 900000) - greatest(facts.ms(began), facts.ms(quarter)) AS present_ms,
                   0 AS spoken_ms, 0 AS muted_ms, 0 AS calls, 0 AS stays
            FROM stay CROSS JOIN LATERAL generate_series(facts.quarter(began), last, interval '15 minutes') quarter
            UNION ALL
            SELECT guild_id, facts.quarter(ended), channel_id, 0, spoken_ms, muted_ms, 0, 0 FROM stay
            UNION ALL
            SELECT guild_id, facts.quarter(at), channel_id, 0, 0, 0, begins_call::int, 1 FROM started
        ), place AS MATERIALIZED (
            SELECT guild_id, quarter, coalesce(channel_id, '*') AS channel_id, sum(present_ms) AS present_ms, sum(spoken_ms) AS spoken_ms,
                   sum(muted_ms) AS muted_ms, sum(calls) AS calls, sum(stays) AS stays
            FROM cell
            GROUP BY GROUPING SETS ((guild_id, quarter, channel_id), (guild_id, quarter))
        ), cells AS (
            INSERT INTO facts.channel_quarter AS old SELECT * FROM place
            ON CONFLICT (guild_id, quarter, channel_id) DO UPDATE
            SET present_ms = old.present_ms + excluded.present_ms, spoken_ms = old.spoken_ms + excluded.spoken_ms,
                muted_ms = old.muted_ms + excluded.muted_ms, calls = old.calls + excluded.calls,
                stays = old.stays + excluded.stays
        ), spans AS (
            INSERT INTO facts.channel_sum AS old
            SELECT guild_id, minutes, facts.binned(minutes, quarter), channel_id,
                   sum(present_ms), sum(spoken_ms), sum(muted_ms), sum(calls), sum(stays)
            FROM place CROSS JOIN (VALUES (60), (1440)) lengths(minutes)
            GROUP BY 1, 2, 3, 4
            ON CONFLICT (guild_id, minutes, begins, channel_id) DO UPDATE
            SET present_ms = old.present_ms + excluded.present_ms, spoken_ms = old.spoken_ms + excluded.spoken_ms,
                muted_ms = old.muted_ms + excluded.muted_ms, calls = old.calls + excluded.calls,
                stays = old.stays + excluded.stays
        ), person_part AS (
            SELECT guild_id, (day AT TIME ZONE 'UTC')::date AS day, channel_id, user_id,
                   least(facts.ms(until), facts.ms(day) + 86400000) - greatest(facts.ms(began), facts.ms(day)) AS present_ms,
                   0 AS spoken_ms, 0 AS muted_ms, 0 AS calls,
                   facts.quarters(greatest(began, day), least(last, day + interval '1 day' - interval '1 ms')) AS present
            FROM stay CROSS JOIN LATERAL generate_series(date_trunc('day', began, 'UTC'), last, interval '1 day') day
            UNION ALL
            SELECT guild_id, (ended AT TIME ZONE 'UTC')::date, channel_id, user_id, 0, spoken_ms, muted_ms, 0, NULL FROM stay
            UNION ALL
            SELECT guild_id, (at AT TIME ZONE 'UTC')::date, channel_id, user_id, 0, 0, 0, 1, NULL FROM started WHERE begins_call
        ), people AS (
            INSERT INTO facts.person_day AS old
            SELECT guild_id, day, channel_id, user_id, sum(present_ms), sum(spoken_ms), sum(muted_ms), sum(calls),
                   coalesce(bit_or(present), repeat('0', 96)::bit(96))
            FROM person_part
            GROUP BY guild_id, day, channel_id, user_id
            ORDER BY guild_id, day, channel_id, user_id
            ON CONFLICT (guild_id, day, channel_id, user_id) DO UPDATE
            SET present_ms = old.present_ms + excluded.present_ms, spoken_ms = old.spoken_ms + excluded.spoken_ms,
                muted_ms = old.muted_ms + excluded.muted_ms, calls = old.calls + excluded.calls,
                present = old.present | excluded.present
        ), lengths AS (
            INSERT INTO facts.ended_day AS old
            SELECT guild_id, (ended AT TIME ZONE 'UTC')::date, channel_id, why, facts.length_class(ended - call_began), count(*)
            FROM stay WHERE why <> 'moved'
            GROUP BY 1, 2, 3, 4, 5
            ON CONFLICT (guild_id, day, channel_id, why, length) DO UPDATE SET calls = old.calls + excluded.calls
        ), names AS (
            INSERT INTO facts.person AS old
            SELECT DISTINCT ON (guild_id, user_id) guild_id, user_id, username, coalesce(ended, at)
            FROM fresh
            ORDER BY guild_id, user_id, at DESC, cause_offset DESC, cause_index DESC
            ON CONFLICT (guild_id, user_id) DO UPDATE SET username = excluded.username, last_seen = excluded.last_seen
            WHERE old.last_seen < excluded.last_seen
        ), no_longer AS (
            DELETE FROM facts.running USING closed
            WHERE running.guild_id = closed.guild_id AND running.call_id = closed.call_id AND running.call_began = closed.call_began
        ), now_running AS (
            INSERT INTO facts.running AS old
            SELECT DISTINCT ON (guild_id, call_id, call_began)
                   guild_id, call_id, call_began, channel_id, user_id, username, at, cause_offset, cause_index
            FROM (SELECT * FROM started
                  WHERE NOT EXISTS (SELECT FROM closed WHERE closed.guild_id = started.guild_id AND closed.call_id = started.call_id
                                    AND closed.call_began = started.call_began)
                  OFFSET 0) still
            -- A start that was read long after the end (its record had been given up, and was tried again) runs no more.
            WHERE NOT facts.has_ended(guild_id, call_id, call_began)
            ORDER BY guild_id, call_id, call_began, cause_offset DESC, cause_index DESC
            ON CONFLICT (guild_id, call_id, call_began) DO UPDATE
            SET channel_id = excluded.channel_id, began = excluded.began, username = excluded.username,
                cause_offset = excluded.cause_offset, cause_index = excluded.cause_index
            WHERE (old.cause_offset, old.cause_index) < (excluded.cause_offset, excluded.cause_index)
        ), moments AS (
            -- A person was counted as there until the record said otherwise: from the end on, or all the time if nobody had
            -- said that they came.
            INSERT INTO facts.touched
            SELECT guild_id, facts.quarter(at) FROM started
            UNION
            SELECT guild_id, facts.quarter(began) FROM stay
            UNION
            SELECT guild_id, quarter FROM stay
            CROSS JOIN LATERAL generate_series(facts.quarter(CASE WHEN known THEN ended ELSE began END),
                                               greatest(at, until), interval '15 minutes') quarter
            ON CONFLICT DO NOTHING
        )
        SELECT count(*) FROM fresh$add$, stays) INTO taken USING first, last;
    RETURN taken;
END $$;

-- Who was there, or spoke, in which hour, as sets by one, six and twenty-four hours. A set is written again only if somebody new came.
CREATE OR REPLACE FUNCTION facts.add_pending_people() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM facts.number_people();
    WITH fresh AS MATERIALIZED (
        DELETE FROM facts.pending_people RETURNING *
    ), guild AS MATERIALIZED (
        SELECT guild_id, facts.nobody(guild_id) AS nobody FROM (SELECT DISTINCT guild_id FROM fresh) guilds
    ), hour AS MATERIALIZED (
        SELECT guild_id, hour, channel_id,
               bit_or(set_bit(nobody, number, 1)) FILTER (WHERE NOT spoke) AS present,
               bit_or(set_bit(nobody, number, 1)) FILTER (WHERE spoke) AS spoke
        FROM (SELECT DISTINCT * FROM fresh) seen JOIN facts.person_number USING (guild_id, user_id) JOIN guild USING (guild_id)
        GROUP BY guild_id, hour, channel_id
    ), place AS MATERIALIZED (
        SELECT * FROM hour
        UNION ALL
        SELECT guild_id, hour, '*', bit_or(present), bit_or(spoke) FROM hour GROUP BY guild_id, hour
    )
    INSERT INTO facts.people_sum AS old
    SELECT guild_id, 1, hour, channel_id, coalesce(present, ''), coalesce(spoke, '') FROM place
    UNION ALL
    SELECT guild_id, hours, facts.binned(60 * hours, hour), channel_id, coalesce(bit_or(present), ''), coalesce(bit_or(spoke), '')
    FROM place CROSS JOIN (VALUES (6), (24)) lengths(hours)
    GROUP BY 1, 2, 3, 4
    ON CONFLICT (guild_id, hours, begins, channel_id) DO UPDATE
    SET present = facts.either(old.present, excluded.present), spoke = facts.either(old.spoke, excluded.spoke)
    WHERE facts.either(old.present, excluded.present) <> old.present OR facts.either(old.spoke, excluded.spoke) <> old.spoke;
END $$;

CREATE OR REPLACE FUNCTION facts.add_pending_spans() RETURNS void LANGUAGE sql
BEGIN ATOMIC
    WITH stay AS MATERIALIZED (
        SELECT *, greatest(began, ended) AS until, greatest(began, ended - interval '1 ms') AS last FROM facts.pending WHERE ends
    ), part AS MATERIALIZED (
        SELECT guild_id, (day AT TIME ZONE 'UTC')::date AS day, channel_id, user_id,
               least(facts.ms(until), facts.ms(day) + 86400000) - greatest(facts.ms(began), facts.ms(day)) AS present_ms,
               0 AS spoken_ms, 0 AS muted_ms, 0 AS calls
        FROM stay CROSS JOIN LATERAL generate_series(date_trunc('day', began, 'UTC'), last, interval '1 day') day
        UNION ALL
        SELECT guild_id, (ended AT TIME ZONE 'UTC')::date, channel_id, user_id, 0, spoken_ms, muted_ms, 0 FROM stay
        UNION ALL
        SELECT guild_id, (at AT TIME ZONE 'UTC')::date, channel_id, user_id, 0, 0, 0, 1 FROM facts.pending WHERE NOT ends AND begins_call
    ), by_channel AS (
        INSERT INTO facts.person_channel_span AS old
        SELECT guild_id, channel_id, facts.span(day, 28), user_id, sum(present_ms), sum(spoken_ms), sum(muted_ms), sum(calls)
        FROM part
        GROUP BY 1, 2, 3, 4
        ON CONFLICT (guild_id, channel_id, span, user_id) DO UPDATE
        SET present_ms = old.present_ms + excluded.present_ms, spoken_ms = old.spoken_ms + excluded.spoken_ms,
            muted_ms = old.muted_ms + excluded.muted_ms, calls = old.calls + excluded.calls
    )
    INSERT INTO facts.person_span AS old
    SELECT guild_id, days, facts.span(day, days), user_id, sum(present_ms), sum(spoken_ms), sum(muted_ms), sum(calls)
    FROM part CROSS JOIN (VALUES (1), (7), (28)) lengths(days)
    GROUP BY 1, 2, 3, 4
    ON CONFLICT (guild_id, days, span, user_id) DO UPDATE
    SET present_ms = old.present_ms + excluded.present_ms, spoken_ms = old.spoken_ms + excluded.spoken_ms,
        muted_ms = old.muted_ms + excluded.muted_ms, calls = old.calls + excluded.calls;

    INSERT INTO facts.ended_span AS old
    SELECT guild_id, days, facts.span((ended AT TIME ZONE 'UTC')::date, days), why, facts.length_class(ended - call_began), count(*)
    FROM facts.pending CROSS JOIN (VALUES (1), (7), (28)) lengths(days)
    WHERE ends AND why <> 'moved'
    GROUP BY 1, 2, 3, 4, 5
    ON CONFLICT (guild_id, days, span, why, length) DO UPDATE SET calls = old.calls + excluded.calls;
END;

-- How many were there at most in each touched quarter. Who is there in [began, ended) is counted; those who come and go in
-- one millisecond pass each other. The number at the quarter's beginning follows from the time that was spent in it.
CREATE OR REPLACE FUNCTION facts.find_peaks() RETURNS void LANGUAGE sql
-- Always by the index, quarter by quarter: the planner takes a range that it does not know for a ninth of the table.
SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off SET enable_material = off SET enable_bitmapscan = off
BEGIN ATOMIC
    WITH moment AS MATERIALIZED (
        SELECT guild_id, quarter, quarter + interval '15 minutes' AS next FROM facts.touched
    ), step AS MATERIALIZED (
        SELECT moment.guild_id, quarter, channel_id, facts.ms(stay.began) AS ms, 1 AS step
        FROM moment JOIN facts.stay_ended stay ON stay.guild_id = moment.guild_id AND stay.began >= quarter
             AND stay.began < next AND stay.call_began < next
        WHERE stay.ended > stay.began
        UNION ALL
        SELECT moment.guild_id, quarter, channel_id, facts.ms(stay.ended), -1
        FROM moment JOIN facts.stay_ended stay ON stay.guild_id = moment.guild_id AND stay.ended >= quarter
             AND stay.ended < next AND stay.call_began < next
        WHERE stay.ended > stay.began
        UNION ALL
        SELECT moment.guild_id, quarter, channel_id, facts.ms(began), 1
        FROM moment JOIN facts.running ON running.guild_id = moment.guild_id AND began >= quarter AND began < next
    ), steps AS MATERIALIZED (
        SELECT guild_id, quarter, channel, ms, sum(step) AS step
        FROM step CROSS JOIN LATERAL (VALUES (channel_id), ('*')) seen(channel)
        GROUP BY guild_id, quarter, channel, ms
    ), spent AS (
        SELECT cell.guild_id, cell.quarter, channel_id AS channel, present_ms
        FROM moment JOIN facts.channel_quarter cell ON cell.guild_id = moment.guild_id AND cell.quarter = moment.quarter
        UNION ALL
        SELECT moment.guild_id, quarter, channel, facts.ms(next) - greatest(facts.ms(began), facts.ms(quarter))
        FROM moment JOIN facts.running ON running.guild_id = moment.guild_id AND began < next
        CROSS JOIN LATERAL (VALUES (channel_id), ('*')) seen(channel)
        UNION ALL
        SELECT guild_id, quarter, channel, -step * (facts.ms(quarter) + 900000 - ms) FROM steps
    ), level AS (
        SELECT guild_id, quarter, channel,
               sum(step) OVER (PARTITION BY guild_id, quarter, channel ORDER BY ms) AS level
        FROM (SELECT guild_id, quarter, channel, ms, sum(step) AS step
              FROM (SELECT guild_id, quarter, channel, facts.ms(quarter) AS ms, sum(present_ms) / 900000 AS step
                    FROM spent GROUP BY guild_id, quarter, channel
                    UNION ALL
                    SELECT guild_id, quarter, channel, ms, step FROM steps) parts
              GROUP BY guild_id, quarter, channel, ms) points
    )
    INSERT INTO facts.channel_quarter AS old (guild_id, quarter, channel_id, peak)
    SELECT guild_id, quarter, channel, max(level) FROM level GROUP BY guild_id, quarter, channel
    ON CONFLICT (guild_id, quarter, channel_id) DO UPDATE SET peak = excluded.peak
    WHERE old.peak IS DISTINCT FROM excluded.peak;

    -- Of an hour and a day the highest in it: quarters without one had as many as a quarter beside them.
    INSERT INTO facts.channel_sum AS old (guild_id, minutes, begins, channel_id, peak)
    SELECT span.guild_id, span.minutes, span.begins, cell.channel_id, max(cell.peak)
    FROM (SELECT DISTINCT guild_id, minutes, facts.binned(minutes, quarter) AS begins
          FROM facts.touched CROSS JOIN (VALUES (60), (1440)) lengths(minutes)) span
    JOIN facts.channel_quarter cell ON cell.guild_id = span.guild_id AND cell.quarter >= span.begins
         AND cell.quarter < span.begins + make_interval(mins => span.minutes)
    GROUP BY 1, 2, 3, 4
    HAVING max(cell.peak) IS NOT NULL
    ON CONFLICT (guild_id, minutes, begins, channel_id) DO UPDATE SET peak = excluded.peak
    WHERE old.peak IS DISTINCT FROM excluded.peak;

    DELETE FROM facts.touched;
END;
