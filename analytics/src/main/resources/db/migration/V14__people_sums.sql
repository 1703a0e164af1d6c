-- Sums for long windows (docs/decisions/0019). How many different people: sets of them by hour and day, as bits, for a set of 20,000 takes 2.5 KB
-- and a thousand sets are one in a few milliseconds. How much each person was there, and why calls ended: by 7 and 28 days.
--
-- They follow the facts as those of V6 do.

-- Which bit is whose. Numbers are given in the order of coming, and stay.
CREATE TABLE facts.person_number (
    guild_id text NOT NULL,
    user_id  text NOT NULL,
    number   int  NOT NULL,
    PRIMARY KEY (guild_id, user_id) INCLUDE (number)
);
CREATE INDEX ON facts.person_number (guild_id, number);

-- So many hours (1 or 24) from "begins" on. Channel '*' is the whole guild. Of stays that ended, as facts.person_day.
CREATE TABLE facts.people_sum (
    guild_id   text        NOT NULL,
    hours      int         NOT NULL,
    begins     timestamptz NOT NULL,
    channel_id text        NOT NULL,
    present    bit varying NOT NULL,
    spoke      bit varying NOT NULL,
    PRIMARY KEY (guild_id, hours, begins, channel_id)
) WITH (fillfactor = 70);

-- A person's part in so many days (7 or 28), the first span beginning on 2000-01-03, a Monday.
CREATE TABLE facts.person_span (
    guild_id   text     NOT NULL,
    days       int      NOT NULL,
    span       int      NOT NULL,
    user_id    text     NOT NULL,
    present_ms bigint   NOT NULL,
    spoken_ms  bigint   NOT NULL,
    muted_ms   bigint   NOT NULL,
    calls      int      NOT NULL,
    PRIMARY KEY (guild_id, days, span, user_id)
) WITH (fillfactor = 80);

-- Calls of all channels that ended in so many days (1, 7 or 28).
CREATE TABLE facts.ended_span (
    guild_id text NOT NULL,
    days     int  NOT NULL,
    span     int  NOT NULL,
    why      text NOT NULL,
    length   int  NOT NULL,
    calls    int  NOT NULL,
    PRIMARY KEY (guild_id, days, span, why, length)
) WITH (fillfactor = 80);

-- Who was there (or spoke) in which hour, and is not in the sets yet.
CREATE TABLE facts.pending_people (
    guild_id   text        NOT NULL,
    channel_id text        NOT NULL,
    user_id    text        NOT NULL,
    hour       timestamptz NOT NULL,
    spoke      boolean     NOT NULL
);

-- Months whose calls or speech were dropped: their sums are all that is left.
CREATE TABLE facts.month_dropped (
    parent text NOT NULL,
    month  date NOT NULL,
    PRIMARY KEY (parent, month)
);

CREATE FUNCTION facts.span(day date, days int) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (day - date '2000-01-03') / days;

-- The empty set, as wide as any of this guild's.
CREATE FUNCTION facts.nobody(guild text) RETURNS bit varying LANGUAGE sql STABLE
RETURN repeat('0', coalesce(1024 * (1 + (SELECT max(number) FROM facts.person_number WHERE guild_id = guild) / 1024), 0))::bit varying;

CREATE FUNCTION facts.widened(people bit varying, nobody bit varying) RETURNS bit varying LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN length(people) >= length(nobody) THEN people ELSE people || substring(nobody FROM 1 FOR length(nobody) - length(people)) END;

-- Both sets as one. Neither width is known.
CREATE FUNCTION facts.either(one bit varying, other bit varying) RETURNS bit varying LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN facts.widened(one, other & ~other) | facts.widened(other, one & ~one);

CREATE FUNCTION facts.number_people() RETURNS void LANGUAGE sql
BEGIN ATOMIC
    INSERT INTO facts.person_number
    SELECT guild_id, user_id,
           (SELECT coalesce(max(number) + 1, 0) FROM facts.person_number taken WHERE taken.guild_id = arrived.guild_id)
           + row_number() OVER (PARTITION BY guild_id ORDER BY user_id)::int - 1
    FROM (SELECT DISTINCT guild_id, user_id FROM facts.pending_people
          EXCEPT SELECT guild_id, user_id FROM facts.person_number) arrived;
END;

CREATE FUNCTION facts.add_pending_people() RETURNS void LANGUAGE plpgsql AS $$
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
    SELECT guild_id, 24, date_trunc('day', hour, 'UTC'), channel_id, coalesce(bit_or(present), ''), coalesce(bit_or(spoke), '')
    FROM place GROUP BY guild_id, date_trunc('day', hour, 'UTC'), channel_id
    ON CONFLICT (guild_id, hours, begins, channel_id) DO UPDATE
    SET present = facts.either(old.present, excluded.present), spoke = facts.either(old.spoke, excluded.spoke)
    WHERE facts.either(old.present, excluded.present) <> old.present OR facts.either(old.spoke, excluded.spoke) <> old.spoke;
END $$;

-- What pending stays and rings say of people; before they are added to the other sums, which takes them out of pending.
CREATE FUNCTION facts.note_people() RETURNS void LANGUAGE sql
BEGIN ATOMIC
    INSERT INTO facts.pending_people
    SELECT guild_id, channel_id, user_id, hour, false
    FROM facts.pending
    CROSS JOIN LATERAL generate_series(date_trunc('hour', began, 'UTC'), greatest(began, ended - interval '1 ms'), interval '1 hour') hour
    WHERE ends;
    INSERT INTO facts.pending_people
    SELECT guild_id, channel_id, user_id, day::timestamp AT TIME ZONE 'UTC' + make_interval(hours => hour), true
    FROM facts.pending_speech CROSS JOIN LATERAL generate_series(0, 23) hour
    WHERE substring(spoke FROM 1 + 4 * hour FOR 4) <> B'0000';
END;

CREATE FUNCTION facts.add_pending_spans() RETURNS void LANGUAGE sql
BEGIN ATOMIC
    WITH stay AS MATERIALIZED (
        SELECT *, greatest(began, ended) AS until, greatest(began, ended - interval '1 ms') AS last FROM facts.pending WHERE ends
    ), part AS (
        SELECT guild_id, (day AT TIME ZONE 'UTC')::date AS day, user_id,
               least(facts.ms(until), facts.ms(day) + 86400000) - greatest(facts.ms(began), facts.ms(day)) AS present_ms,
               0 AS spoken_ms, 0 AS muted_ms, 0 AS calls
        FROM stay CROSS JOIN LATERAL generate_series(date_trunc('day', began, 'UTC'), last, interval '1 day') day
        UNION ALL
        SELECT guild_id, (ended AT TIME ZONE 'UTC')::date, user_id, 0, spoken_ms, muted_ms, 0 FROM stay
        UNION ALL
        SELECT guild_id, (at AT TIME ZONE 'UTC')::date, user_id, 0, 0, 0, 1 FROM facts.pending WHERE NOT ends AND begins_call
    )
    INSERT INTO facts.person_span AS old
    SELECT guild_id, days, facts.span(day, days), user_id, sum(present_ms), sum(spoken_ms), sum(muted_ms), sum(calls)
    FROM part CROSS JOIN (VALUES (7), (28)) lengths(days)
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

-- All of it anew from the sums by day, which hold the same in more detail.
CREATE FUNCTION facts.rebuild_long_sums() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    month date;
BEGIN
    DELETE FROM facts.pending_people;
    DELETE FROM facts.people_sum;
    DELETE FROM facts.person_span;
    DELETE FROM facts.ended_span;
    FOR month IN
        SELECT DISTINCT date_trunc('month', day)::date
        FROM (SELECT day FROM facts.person_day UNION SELECT day FROM facts.speaker_day) days ORDER BY 1
    LOOP
        INSERT INTO facts.pending_people
        SELECT guild_id, channel_id, user_id, day::timestamp AT TIME ZONE 'UTC' + make_interval(hours => hour), speech
        FROM (SELECT guild_id, channel_id, user_id, day, present AS bits, false AS speech FROM facts.person_day
              WHERE day >= month AND day < month + interval '1 month'
              UNION ALL
              SELECT guild_id, channel_id, user_id, day, spoke, true FROM facts.speaker_day
              WHERE day >= month AND day < month + interval '1 month') days
        CROSS JOIN LATERAL generate_series(0, 23) hour
        WHERE substring(bits FROM 1 + 4 * hour FOR 4) <> B'0000';
        PERFORM facts.add_pending_people();
    END LOOP;
    INSERT INTO facts.person_span
    SELECT guild_id, days, facts.span(day, days), user_id, sum(present_ms), sum(spoken_ms), sum(muted_ms), sum(calls)
    FROM facts.person_day CROSS JOIN (VALUES (7), (28)) lengths(days)
    GROUP BY 1, 2, 3, 4;
    INSERT INTO facts.ended_span
    SELECT guild_id, days, facts.span(day, days), why, length, sum(calls)
    FROM facts.ended_day CROSS JOIN (VALUES (1), (7), (28)) lengths(days)
    GROUP BY 1, 2, 3, 4, 5;
END $$;

CREATE FUNCTION facts.has_ended(guild text, call text, begin timestamptz) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN EXISTS (SELECT FROM facts.stay_ended
                   WHERE call_id = call AND call_began = begin AND guild_id = guild AND why <> 'moved');
END $$;

-- As in V7, with joins that are hashed whatever the planner believes: facts.pending is empty whenever it is counted, so each of a
-- backlog's ends was compared with each of its beginnings.
CREATE OR REPLACE FUNCTION facts.add_pending() RETURNS bigint LANGUAGE plpgsql SET enable_nestloop = off AS $$
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
    SELECT count(*) INTO taken FROM fresh;
    RETURN taken;
END $$;

-- As in V11, with what is above; long sums first, for they read what the others take out of pending.
CREATE OR REPLACE FUNCTION facts.roll_up() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    taken bigint;
BEGIN
    PERFORM facts.expect_one_snapshot();
    IF NOT EXISTS (SELECT FROM facts.pending) AND NOT EXISTS (SELECT FROM facts.pending_speech)
       AND NOT EXISTS (SELECT FROM facts.pending_quality) THEN
        RETURN 0;
    END IF;
    IF NOT pg_try_advisory_xact_lock(hashtext('facts.roll_up')) THEN
        RETURN 0;
    END IF;
    PERFORM facts.note_people();
    PERFORM facts.add_pending_people();
    PERFORM facts.add_pending_spans();
    taken := facts.add_pending();
    PERFORM facts.add_pending_speech();
    PERFORM facts.find_peaks();
    RETURN taken + facts.add_pending_quality();
END $$;

-- As in V10, and it is remembered which months are gone.
ALTER FUNCTION facts.drop_month(text[], date) RENAME TO drop_month_and_quality;
CREATE FUNCTION facts.drop_month(parents text[], first_day date) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    running text := facts.drop_month_and_quality(parents, first_day);
BEGIN
    IF running IS NULL THEN
        INSERT INTO facts.month_dropped SELECT parent, first_day FROM unnest(parents) parent ON CONFLICT DO NOTHING;
    END IF;
    RETURN running;
END $$;

-- The day after the last month of which facts of this table were dropped: sums of earlier days cannot be made anew.
CREATE FUNCTION facts.whole_from(table_name text) RETURNS date LANGUAGE sql STABLE
RETURN (SELECT coalesce((max(month) + interval '1 month')::date, date '-infinity') FROM facts.month_dropped WHERE parent = table_name);

-- Makes every sum of usage anew of which the facts are still there, a month after the other; readers see the old ones until this is committed.
-- A call that began in a dropped month is in the sums up to the end of that month.
CREATE OR REPLACE FUNCTION facts.rebuild_usage() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    month      timestamptz;
    calls_from CONSTANT date := facts.whole_from('stay_ended');
    rings_from CONSTANT date := facts.whole_from('spoke');
BEGIN
    PERFORM facts.expect_one_snapshot();
    PERFORM pg_advisory_xact_lock(hashtext('facts.roll_up'));
    DELETE FROM facts.pending;
    DELETE FROM facts.pending_speech;
    DELETE FROM facts.running;
    DELETE FROM facts.channel_quarter WHERE quarter >= calls_from::timestamp AT TIME ZONE 'UTC';
    DELETE FROM facts.person_day WHERE day >= calls_from;
    DELETE FROM facts.ended_day WHERE day >= calls_from;
    DELETE FROM facts.speaker_day WHERE day >= rings_from;
    DELETE FROM facts.person WHERE calls_from = '-infinity';
    DELETE FROM facts.touched;
    FOR month IN
        SELECT DISTINCT date_trunc('month', call_began, 'UTC')
        FROM (SELECT call_began FROM facts.stay_started UNION SELECT call_began FROM facts.stay_ended) calls
        -- What came late to a dropped month is in its sums already.
        WHERE call_began >= calls_from::timestamp AT TIME ZONE 'UTC' ORDER BY 1
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
    PERFORM facts.rebuild_long_sums();
END $$;

-- What was there before.
SELECT facts.rebuild_long_sums();
