-- Adds what is pending to the sums, each once, and finds the peaks that it touched. Returns how many starts and ends it took;
-- 0 if there were none or another session is at it. Facts and pending must be seen as of one moment.
CREATE FUNCTION facts.roll_up() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    taken bigint;
BEGIN
    PERFORM facts.expect_one_snapshot();
    IF NOT EXISTS (SELECT FROM facts.pending) AND NOT EXISTS (SELECT FROM facts.pending_speech) THEN
        RETURN 0;
    END IF;
    IF NOT pg_try_advisory_xact_lock(hashtext('facts.roll_up')) THEN
        RETURN 0;
    END IF;
    taken := facts.add_pending();
    PERFORM facts.add_pending_speech();
    PERFORM facts.find_peaks();
    RETURN taken;
END $$;

CREATE FUNCTION facts.expect_one_snapshot() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('transaction_isolation') NOT IN ('repeatable read', 'serializable') THEN
        RAISE EXCEPTION 'Begin the transaction with ISOLATION LEVEL REPEATABLE READ: facts that come meanwhile would count twice';
    END IF;
END $$;

CREATE FUNCTION facts.add_pending() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    taken bigint;
BEGIN
    WITH fresh AS MATERIALIZED (
        DELETE FROM facts.pending RETURNING *
    ), started AS MATERIALIZED (
        SELECT * FROM fresh WHERE NOT ends
    ), closed AS MATERIALIZED (
        SELECT guild_id, call_id, call_began FROM fresh WHERE ends AND why <> 'moved'
    ), stay AS MATERIALIZED (
        -- An expired stay ended at its last sign of life, which may be before it began: it took no time.
        SELECT *, greatest(began, ended) AS until, greatest(began, ended - interval '1 ms') AS last,
               (guild_id, call_id, call_began) IN (SELECT guild_id, call_id, call_began FROM facts.running
                                                   UNION ALL SELECT guild_id, call_id, call_began FROM started) AS known
        FROM fresh WHERE ends
    ), cell AS (
        SELECT guild_id, quarter, channel_id,
               least(facts.ms(until), facts.ms(quarter) + 900000) - greatest(facts.ms(began), facts.ms(quarter)) AS present_ms,
               0 AS spoken_ms, 0 AS muted_ms, 0 AS calls, 0 AS stays
        FROM stay CROSS JOIN LATERAL generate_series(facts.quarter(began), last, interval '15 minutes') quarter
        UNION ALL
        SELECT guild_id, facts.quarter(ended), channel_id, 0, spoken_ms, muted_ms, 0, 0 FROM stay
        UNION ALL
        SELECT guild_id, facts.quarter(at), channel_id, 0, 0, 0, begins_call::int, 1 FROM started
    ), cells AS (
        INSERT INTO facts.channel_quarter AS old
        SELECT guild_id, quarter, coalesce(channel_id, '*'),
               sum(present_ms), sum(spoken_ms), sum(muted_ms), sum(calls), sum(stays)
        FROM cell
        GROUP BY GROUPING SETS ((guild_id, quarter, channel_id), (guild_id, quarter))
        ON CONFLICT (guild_id, quarter, channel_id) DO UPDATE
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
        FROM started
        WHERE (guild_id, call_id, call_began) NOT IN (SELECT guild_id, call_id, call_began FROM closed)
          -- A start that was read long after the end (its record had been given up, and was tried again) runs no more.
          AND NOT EXISTS (SELECT FROM facts.stay_ended ended
                          WHERE ended.call_id = started.call_id AND ended.call_began = started.call_began
                            AND ended.guild_id = started.guild_id AND ended.why <> 'moved')
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
    SELECT count(*) INTO taken FROM fresh;
    RETURN taken;
END $$;

CREATE FUNCTION facts.length_class(length interval) RETURNS int LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    edges CONSTANT int[] := facts.length_edges();
BEGIN
    RETURN edges[width_bucket(greatest(floor(extract(epoch FROM length)), 0)::int, edges)];
END $$;

CREATE FUNCTION facts.add_pending_speech() RETURNS void LANGUAGE sql
BEGIN ATOMIC
    WITH fresh AS (DELETE FROM facts.pending_speech RETURNING *)
    INSERT INTO facts.speaker_day AS old
    SELECT guild_id, day, channel_id, user_id, bit_or(spoke) FROM fresh GROUP BY guild_id, day, channel_id, user_id
    ON CONFLICT (guild_id, day, channel_id, user_id) DO UPDATE SET spoke = old.spoke | excluded.spoke
    WHERE old.spoke | excluded.spoke <> old.spoke;
END;

-- How many were there at most in each touched quarter. Who is there in [began, ended) is counted; those who come and go in
-- one millisecond pass each other. The number at the quarter's beginning follows from the time that was spent in it.
CREATE FUNCTION facts.find_peaks() RETURNS void LANGUAGE sql
-- Always by the index, quarter by quarter: the planner takes a range that it does not know for a ninth of the table.
SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off SET enable_material = off SET enable_bitmapscan = off
BEGIN ATOMIC
    WITH moment AS MATERIALIZED (
        DELETE FROM facts.touched RETURNING guild_id, quarter, quarter + interval '15 minutes' AS next
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
END;

-- Makes every sum anew from the facts, a month after the other; readers see the old ones until this is committed.
CREATE FUNCTION facts.rebuild_rollups() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    month timestamptz;
BEGIN
    PERFORM facts.expect_one_snapshot();
    PERFORM pg_advisory_xact_lock(hashtext('facts.roll_up'));
    DELETE FROM facts.pending;
    DELETE FROM facts.pending_speech;
    DELETE FROM facts.running;
    DELETE FROM facts.channel_quarter;
    DELETE FROM facts.person_day;
    DELETE FROM facts.speaker_day;
    DELETE FROM facts.ended_day;
    DELETE FROM facts.person;
    DELETE FROM facts.touched;
    FOR month IN
        SELECT DISTINCT date_trunc('month', call_began, 'UTC')
        FROM (SELECT call_began FROM facts.stay_started UNION SELECT call_began FROM facts.stay_ended) calls ORDER BY 1
    LOOP
        INSERT INTO facts.pending
        SELECT false, cause_offset, cause_index, at, guild_id, channel_id, user_id, username, call_id, call_began,
               begins_call, at, NULL, 0, 0, NULL
        FROM facts.stay_started WHERE call_began >= month AND call_began < date_trunc('month', month + interval '32 days', 'UTC')
        UNION ALL
        SELECT true, cause_offset, cause_index, at, guild_id, channel_id, user_id, username, call_id, call_began,
               false, began, ended, spoken_ms, muted_ms, why
        FROM facts.stay_ended WHERE call_began >= month AND call_began < date_trunc('month', month + interval '32 days', 'UTC');
        PERFORM facts.add_pending();
        PERFORM facts.find_peaks();
    END LOOP;
    INSERT INTO facts.pending_speech
    SELECT guild_id, user_id, channel_id, (piece AT TIME ZONE 'UTC')::date,
           facts.quarters(greatest(first, piece), least(last, piece + interval '1 day' - interval '1 ms'))
    FROM (SELECT DISTINCT guild_id, user_id, channel_id, facts.quarter(began) AS first, facts.quarter(at) AS last
          FROM facts.spoke) rings
    CROSS JOIN LATERAL generate_series(date_trunc('day', first, 'UTC'), last, interval '1 day') piece;
    PERFORM facts.add_pending_speech();
END $$;
