-- Makes the sums anew from the facts, and drops facts. Edited in place; what the tables hold stands in V6, V11, V14 to V16.

-- Every sum of which the facts are still there; readers see the old ones until this is committed.
CREATE OR REPLACE FUNCTION facts.rebuild_rollups() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM facts.rebuild_usage();
    PERFORM facts.rebuild_quality();
    DELETE FROM facts.reconnect;
    INSERT INTO facts.pending_state
    SELECT DISTINCT guild_id, call_id, true FROM facts.state_changed WHERE connection = 'reconnecting';
    PERFORM facts.add_pending_states();
END $$;

-- Sums of usage, a month after the other. A call that began in a dropped month is in the sums up to the end of that month.
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
    DELETE FROM facts.channel_sum WHERE begins >= calls_from::timestamp AT TIME ZONE 'UTC';
    DELETE FROM facts.person_day WHERE day >= calls_from;
    DELETE FROM facts.ended_day WHERE day >= calls_from;
    DELETE FROM facts.speaker_day WHERE day >= rings_from;
    DELETE FROM facts.person WHERE calls_from = '-infinity';
    DELETE FROM facts.touched;
    FOR month IN
        SELECT DISTINCT facts.month_of(relname)::timestamp AT TIME ZONE 'UTC'
        FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
        WHERE inhparent IN ('facts.stay_started'::regclass, 'facts.stay_ended'::regclass)
          -- What came late to a dropped month is in its sums already.
          AND facts.month_of(relname) >= calls_from
        ORDER BY 1
    LOOP
        PERFORM facts.add_stays('
            SELECT false AS ends, cause_offset, cause_index, at, guild_id, channel_id, user_id, username, call_id, call_began,
                   begins_call, at AS began, NULL::timestamptz AS ended, 0::bigint AS spoken_ms, 0::bigint AS muted_ms, NULL AS why
            FROM facts.stay_started WHERE call_began >= $1 AND call_began < $2
            UNION ALL
            SELECT true, cause_offset, cause_index, at, guild_id, channel_id, user_id, username, call_id, call_began,
                   false, began, ended, spoken_ms, muted_ms, why
            FROM facts.stay_ended WHERE call_began >= $1 AND call_began < $2', month, date_trunc('month', month + interval '32 days', 'UTC'));
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

-- Sums of long windows, from the sums by day, which hold the same in more detail.
CREATE OR REPLACE FUNCTION facts.rebuild_long_sums() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    month date;
BEGIN
    DELETE FROM facts.pending_people;
    DELETE FROM facts.people_sum;
    DELETE FROM facts.person_span;
    DELETE FROM facts.person_channel_span;
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
    FROM facts.person_day CROSS JOIN (VALUES (1), (7), (28)) lengths(days)
    GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4;
    INSERT INTO facts.person_channel_span
    SELECT guild_id, channel_id, facts.span(day, 28), user_id, sum(present_ms), sum(spoken_ms), sum(muted_ms), sum(calls)
    FROM facts.person_day
    GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4;
    UPDATE facts.in_order SET until = greatest(until, (now() AT TIME ZONE 'UTC')::date);
    INSERT INTO facts.ended_span
    SELECT guild_id, days, facts.span(day, days), why, length, sum(calls)
    FROM facts.ended_day CROSS JOIN (VALUES (1), (7), (28)) lengths(days)
    GROUP BY 1, 2, 3, 4, 5;
END $$;

-- Sums of quality, except for months whose samples were dropped, of which nothing else is left.
CREATE OR REPLACE FUNCTION facts.rebuild_quality() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    month timestamptz;
    next  timestamptz;
BEGIN
    WHILE facts.add_pending_quality() > 0 LOOP NULL; END LOOP;
    FOR month IN
        SELECT DISTINCT date_trunc('month', begins, 'UTC') FROM facts.quality_sum WHERE minutes = 1440
        UNION
        SELECT facts.month_of(relname)::timestamp AT TIME ZONE 'UTC'
        FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid WHERE inhparent = 'facts.quality'::regclass
        EXCEPT
        SELECT month_dropped.month::timestamp AT TIME ZONE 'UTC' FROM facts.month_dropped WHERE parent = 'quality'
    LOOP
        next := date_trunc('month', month + interval '32 days', 'UTC');
        DELETE FROM facts.quality_sum WHERE begins >= month AND begins < next;
        DELETE FROM facts.quality_person_day WHERE day >= (month AT TIME ZONE 'UTC')::date AND day < (next AT TIME ZONE 'UTC')::date;
        DELETE FROM facts.quality_person_cells WHERE day >= (month AT TIME ZONE 'UTC')::date AND day < (next AT TIME ZONE 'UTC')::date;
        PERFORM facts.add_quality('SELECT * FROM facts.quality WHERE at >= $1 AND at < $2', month, next);
    END LOOP;
END $$;

-- Drops this month (UTC) of these tables, all or none, unless something of a running call lies in it; then it says so.
-- Writers to the month wait meanwhile, so that no call begins in it between the look and the drop.
CREATE OR REPLACE FUNCTION facts.drop_month(parents text[], first_day date) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    month   text := to_char(first_day, 'YYYY_MM');
    parent  text;
    child   text;
    running text;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('facts.ensure_month'));
    FOREACH parent IN ARRAY parents LOOP
        child := parent || '_' || month;
        CONTINUE WHEN to_regclass(format('facts.%I', child)) IS NULL;
        EXECUTE format('LOCK TABLE facts.%I IN SHARE ROW EXCLUSIVE MODE', child);
        CONTINUE WHEN NOT EXISTS (SELECT FROM pg_attribute
                                  WHERE attrelid = format('facts.%I', child)::regclass AND attname = 'call_id');
        EXECUTE format('SELECT call_id FROM (SELECT DISTINCT call_id FROM facts.%I) own
                        WHERE EXISTS (SELECT FROM facts.stay_started started WHERE started.call_id = own.call_id)
                          AND NOT EXISTS (SELECT FROM facts.stay_ended finished
                                          WHERE finished.call_id = own.call_id AND finished.why <> ''moved'')
                        LIMIT 1', child) INTO running;
        IF running IS NOT NULL THEN RETURN running; END IF;
    END LOOP;
    FOREACH parent IN ARRAY parents LOOP
        EXECUTE format('DROP TABLE IF EXISTS facts.%I', parent || '_' || month);
        INSERT INTO facts.month_dropped VALUES (parent, first_day) ON CONFLICT DO NOTHING;
    END LOOP;
    -- What says whose samples and whose connections they were goes with them; sums of channels stay for as long as questions reach.
    IF 'quality' = ANY (parents) THEN
        DELETE FROM facts.quality_person_day WHERE day >= first_day AND day < first_day + interval '1 month';
        DELETE FROM facts.quality_person_cells WHERE day >= first_day AND day < first_day + interval '1 month';
    END IF;
    IF 'state_changed' = ANY (parents) THEN
        DELETE FROM facts.reconnect WHERE at >= first_day::timestamp AT TIME ZONE 'UTC'
            AND at < (first_day + interval '1 month') AT TIME ZONE 'UTC';
    END IF;
    RETURN NULL;
END $$;
