-- Sums of call quality (docs/decisions/0018): how many samples fell into which class of each measure, in each quarter of an hour, hour
-- and day (UTC) of a channel and of the guild, and in each day of a person. Percentiles of any window follow from them, within 2 %.
--
-- They follow the facts as those of V6 do: noted by the transaction that writes a sample, added by facts.roll_up(), each once.

-- As in V9, with figures that are worked out once: PostgreSQL writes a function with a subquery into no statement, and calls
-- one slowly. This takes a twelfth of the time.
CREATE OR REPLACE FUNCTION facts.mos(jitter_ms double precision, loss_ratio double precision, round_trip_ms double precision)
RETURNS double precision LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    delay double precision := coalesce(round_trip_ms, 0) / 2 + 2 * coalesce(jitter_ms, 0) + 20;
    lost  double precision := 100 * coalesce(loss_ratio, 0);
    r     double precision := greatest(0, 93.2 - 0.024 * delay - 0.11 * greatest(0, delay - 177.3) - 95 * lost / (lost + 25.1));
BEGIN
    IF jitter_ms IS NULL AND loss_ratio IS NULL AND round_trip_ms IS NULL THEN RETURN NULL; END IF;
    RETURN greatest(1, 1 + 0.035 * r + 0.000007 * r * (r - 60) * (100 - r));
END $$;

-- One set of classes is a bag of cells of 6 bytes: which class of which measure (2 bytes), and how many samples (4 bytes).
-- Jitter has the classes from 1024 on, loss from 2048, round trip from 3072, bitrate in from 4096, MOS from 5120.

-- Each class is 4 % wider than the one below, and the first begins at 0.000001; what is less is zero, which is class 0.
CREATE FUNCTION facts.quality_class(measure double precision) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN measure IS NULL THEN NULL WHEN measure < 0.000001 THEN 0 ELSE least(1023, 1 + floor(ln(measure / 0.000001) / ln(1.04)))::int END;

-- The classes of a sample: 0 counts it, 1 counts it if it was poor, and those of each measure that the browser could say. MOS has classes of 0.02.
CREATE FUNCTION facts.quality_classes(jitter_ms double precision, loss_ratio double precision, round_trip_ms double precision,
                                      bitrate_in_bps double precision, mos double precision)
RETURNS int[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY[0, CASE WHEN mos < 3.6 THEN 1 END,
             1024 + facts.quality_class(jitter_ms), 2048 + facts.quality_class(loss_ratio), 3072 + facts.quality_class(round_trip_ms),
             4096 + facts.quality_class(bitrate_in_bps), 5120 + floor((mos - 1) / 0.02)::int];

CREATE FUNCTION facts.cell(class int, samples bigint) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN int2send(class::int2) || int4send(samples::int4);

-- Both, those of one class as one, unless they are so few that they are better put behind each other: readers add up anyway.
CREATE FUNCTION facts.both_cells(one bytea, other bytea) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN length(one) + length(other) <= 1800 THEN one || other ELSE (
        SELECT string_agg(facts.cell(class, samples), '')
        FROM (SELECT substring(both_of FROM 1 + 6 * n FOR 2)::int2::int AS class, sum(substring(both_of FROM 3 + 6 * n FOR 4)::int4) AS samples
              FROM (SELECT one || other AS both_of) joined CROSS JOIN generate_series(0, length(both_of) / 6 - 1) n
              GROUP BY 1) summed) END;

-- What was written and is not in the sums yet.
CREATE TABLE facts.pending_quality (
    at             timestamptz NOT NULL,
    guild_id       text        NOT NULL,
    channel_id     text        NOT NULL,
    user_id        text        NOT NULL,
    jitter_ms      double precision,
    loss_ratio     double precision,
    round_trip_ms  double precision,
    bitrate_in_bps double precision
);

-- So many minutes (15, 60 or 1440) from "begins" on. Channel '*' is the whole guild. Poor: MOS below 3.6.
CREATE TABLE facts.quality_sum (
    guild_id   text        NOT NULL,
    minutes    int         NOT NULL,
    begins     timestamptz NOT NULL,
    channel_id text        NOT NULL,
    samples    bigint      NOT NULL,
    poor       bigint      NOT NULL,
    cells      bytea       NOT NULL,
    PRIMARY KEY (guild_id, minutes, begins, channel_id)
) WITH (fillfactor = 70);

-- A person's day (UTC): slim, as everybody's is looked through for those who had it worst; the classes are apart, for those who are shown.
CREATE TABLE facts.quality_person_day (
    guild_id text NOT NULL,
    day      date NOT NULL,
    user_id  text NOT NULL,
    samples  int  NOT NULL,
    poor     int  NOT NULL,
    PRIMARY KEY (guild_id, day, user_id)
) WITH (fillfactor = 80);
CREATE INDEX ON facts.quality_person_day (guild_id, day) INCLUDE (user_id, poor) WHERE poor > 0;
CREATE TABLE facts.quality_person_cells (
    guild_id text  NOT NULL,
    user_id  text  NOT NULL,
    day      date  NOT NULL,
    cells    bytea NOT NULL,
    PRIMARY KEY (guild_id, user_id, day)
) WITH (fillfactor = 80);

-- Months whose samples were dropped: what is left in facts.quality of them is not all.
CREATE TABLE facts.quality_dropped (
    month date PRIMARY KEY
);

-- One person's samples, and those of a few at the edges of a window.
CREATE INDEX ON facts.quality (guild_id, user_id, at);

CREATE FUNCTION facts.note_quality() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO facts.pending_quality
    SELECT at, guild_id, channel_id, user_id, jitter_ms, loss_ratio, round_trip_ms, bitrate_in_bps FROM fresh;
    RETURN NULL;
END $$;
CREATE TRIGGER note AFTER INSERT ON facts.quality REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION facts.note_quality();

-- Adds the samples that this statement gives, $1 and $2 being the times in it. Each is looked at once, and what is coarser is made of what is finer.
CREATE FUNCTION facts.add_quality(samples text, first timestamptz, last timestamptz) RETURNS bigint LANGUAGE plpgsql
SET work_mem = '64MB' AS $$
DECLARE
    taken bigint;
BEGIN
    EXECUTE format($add$
        WITH fresh AS MATERIALIZED (%s
        ), rated AS MATERIALIZED (
            SELECT *, facts.mos(jitter_ms, loss_ratio, round_trip_ms) AS mos FROM fresh
        ), class AS MATERIALIZED (
            SELECT guild_id, channel_id, user_id, at, class
            FROM rated CROSS JOIN LATERAL unnest(facts.quality_classes(jitter_ms, loss_ratio, round_trip_ms, bitrate_in_bps, mos)) class
            WHERE class IS NOT NULL
        ), quarter AS MATERIALIZED (
            SELECT guild_id, facts.quarter(at) AS begins, channel_id, class, count(*) AS samples FROM class GROUP BY 1, 2, 3, 4
        ), person AS MATERIALIZED (
            SELECT guild_id, (at AT TIME ZONE 'UTC')::date AS day, user_id,
                   count(*) FILTER (WHERE class = 0) AS samples, count(*) FILTER (WHERE class = 1) AS poor,
                   coalesce(string_agg(facts.cell(class, 1), '') FILTER (WHERE class >= 1024), '') AS cells
            FROM class GROUP BY 1, 2, 3
        ), sums AS (
            INSERT INTO facts.quality_sum AS old
            SELECT guild_id, minutes, begins, channel_id, sum(samples) FILTER (WHERE class = 0),
                   coalesce(sum(samples) FILTER (WHERE class = 1), 0),
                   coalesce(string_agg(facts.cell(class, samples), '') FILTER (WHERE class >= 1024), '')
            FROM (SELECT guild_id, minutes, span.begins, place AS channel_id, class, sum(samples)::bigint AS samples
                  FROM quarter
                  CROSS JOIN LATERAL (VALUES (15, begins), (60, date_trunc('hour', begins, 'UTC')), (1440, date_trunc('day', begins, 'UTC'))) span(minutes, begins)
                  CROSS JOIN LATERAL (VALUES (channel_id), ('*')) seen(place)
                  GROUP BY 1, 2, 3, 4, 5) cell
            GROUP BY 1, 2, 3, 4
            ON CONFLICT (guild_id, minutes, begins, channel_id) DO UPDATE
            SET samples = old.samples + excluded.samples, poor = old.poor + excluded.poor, cells = facts.both_cells(old.cells, excluded.cells)
        ), days AS (
            INSERT INTO facts.quality_person_day AS old
            SELECT guild_id, day, user_id, samples, poor FROM person
            ON CONFLICT (guild_id, day, user_id) DO UPDATE SET samples = old.samples + excluded.samples, poor = old.poor + excluded.poor
        ), cells AS (
            INSERT INTO facts.quality_person_cells AS old
            SELECT guild_id, user_id, day, facts.both_cells(cells, '') FROM person
            ON CONFLICT (guild_id, user_id, day) DO UPDATE SET cells = facts.both_cells(old.cells, excluded.cells)
        )
        SELECT count(*) FROM fresh$add$, samples) INTO taken USING first, last;
    RETURN taken;
END $$;

-- At most so many at once that they fit into memory: what is left comes with the next round.
CREATE FUNCTION facts.add_pending_quality() RETURNS bigint LANGUAGE sql
RETURN facts.add_quality('DELETE FROM facts.pending_quality WHERE ctid = ANY (ARRAY(SELECT ctid FROM facts.pending_quality LIMIT 500000)) RETURNING *', NULL, NULL);

-- Makes them anew, except for months whose samples were dropped, of which nothing else is left.
CREATE FUNCTION facts.rebuild_quality() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    month timestamptz;
    next  timestamptz;
BEGIN
    WHILE facts.add_pending_quality() > 0 LOOP NULL; END LOOP;
    FOR month IN
        SELECT DISTINCT date_trunc('month', begins, 'UTC') FROM facts.quality_sum WHERE minutes = 1440
        UNION
        SELECT to_date(right(relname, 7), 'YYYY_MM')::timestamp AT TIME ZONE 'UTC'
        FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid WHERE inhparent = 'facts.quality'::regclass
        EXCEPT
        SELECT quality_dropped.month::timestamp AT TIME ZONE 'UTC' FROM facts.quality_dropped
    LOOP
        next := date_trunc('month', month + interval '32 days', 'UTC');
        DELETE FROM facts.quality_sum WHERE begins >= month AND begins < next;
        DELETE FROM facts.quality_person_day WHERE day >= (month AT TIME ZONE 'UTC')::date AND day < (next AT TIME ZONE 'UTC')::date;
        DELETE FROM facts.quality_person_cells WHERE day >= (month AT TIME ZONE 'UTC')::date AND day < (next AT TIME ZONE 'UTC')::date;
        PERFORM facts.add_quality('SELECT * FROM facts.quality WHERE at >= $1 AND at < $2', month, next);
    END LOOP;
END $$;

-- A month's samples go with all that says whose they were; sums of channels stay for as long as questions reach.
ALTER FUNCTION facts.drop_month(text[], date) RENAME TO drop_month_of_facts;
CREATE FUNCTION facts.drop_month(parents text[], first_day date) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    running text := facts.drop_month_of_facts(parents, first_day);
BEGIN
    IF running IS NULL AND 'quality' = ANY (parents) THEN
        INSERT INTO facts.quality_dropped VALUES (first_day) ON CONFLICT DO NOTHING;
        DELETE FROM facts.quality_person_day WHERE day >= first_day AND day < first_day + interval '1 month';
        DELETE FROM facts.quality_person_cells WHERE day >= first_day AND day < first_day + interval '1 month';
    END IF;
    RETURN running;
END $$;

-- As in V7, with quality.
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
    taken := facts.add_pending();
    PERFORM facts.add_pending_speech();
    PERFORM facts.find_peaks();
    RETURN taken + facts.add_pending_quality();
END $$;

-- Makes every sum anew: of usage as V7 does, and of quality.
ALTER FUNCTION facts.rebuild_rollups() RENAME TO rebuild_usage;
CREATE FUNCTION facts.rebuild_rollups() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM facts.rebuild_usage();
    PERFORM facts.rebuild_quality();
END $$;

-- What was there before: nobody writes samples until this migration is committed, for creating the trigger waits and locks.
INSERT INTO facts.pending_quality
SELECT at, guild_id, channel_id, user_id, jitter_ms, loss_ratio, round_trip_ms, bitrate_in_bps FROM facts.quality;
