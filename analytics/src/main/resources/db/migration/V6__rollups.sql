-- Sums that questions are answered from, so that a year of calls answers as fast as a day (docs/decisions/0012). Facts say
-- what happened; these say how much of it lies in each quarter of an hour and each day, and can be made anew from the facts
-- at any time: SELECT facts.rebuild_rollups().
--
-- A new stay, end or ring is noted in facts.pending by the transaction that writes it (triggers see only rows that
-- were not there yet, so a repeat counts nothing), and facts.roll_up() adds what is pending, each once, in a transaction of
-- its own a moment later. Quarters of an hour, because every time zone's midnight is the beginning of one.

-- Milliseconds since 1970: sums of integers are exact, whatever their order. By way of an interval, for PostgreSQL takes the
-- epoch of a time for something that depends on the session, and would not write this function into the statements that call it.
CREATE FUNCTION facts.ms(moment timestamptz) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (extract(epoch FROM moment - timestamptz '1970-01-01 00:00:00Z') * 1000)::bigint;

CREATE FUNCTION facts.quarter(moment timestamptz) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN date_bin(interval '15 minutes', moment, timestamptz '2000-01-01 00:00:00Z');

-- The quarters of a day (UTC) from the one that holds "first" to the one that holds "last", as the ones among 96 bits.
CREATE FUNCTION facts.quarters(first timestamptz, last timestamptz) RETURNS bit(96) LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (~ repeat('0', 96)::bit(96) >> (facts.ms(first) / 900000 % 96)::int)
       & (~ repeat('0', 96)::bit(96) << (95 - (facts.ms(first) / 900000 % 96 + facts.ms(last) / 900000 - facts.ms(first) / 900000))::int);

-- From how many seconds on a call belongs to the next longer class, 4 % apart, and exact at the edges that are shown.
CREATE FUNCTION facts.length_edges() RETURNS int[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (SELECT array_agg(DISTINCT edge ORDER BY edge)
        FROM (SELECT unnest(ARRAY[0, 10, 30, 60, 300, 900, 1800, 3600, 7200, 14400, 28800, 86400]) AS edge
              UNION SELECT round(power(1.04, n))::int FROM generate_series(0, 380) n) edges);

-- What was written and is not in the sums yet: the start or the end of a stay.
CREATE TABLE facts.pending (
    ends         boolean     NOT NULL,
    cause_offset bigint      NOT NULL,
    cause_index  int         NOT NULL,
    at           timestamptz NOT NULL,
    guild_id     text        NOT NULL,
    channel_id   text        NOT NULL,
    user_id      text        NOT NULL,
    username     text        NOT NULL,
    call_id      text        NOT NULL,
    call_began   timestamptz NOT NULL,
    begins_call  boolean     NOT NULL,
    began        timestamptz NOT NULL,
    ended        timestamptz,
    spoken_ms    bigint      NOT NULL,
    muted_ms     bigint      NOT NULL,
    why          text
);
CREATE TABLE facts.pending_speech (
    guild_id   text        NOT NULL,
    user_id    text        NOT NULL,
    channel_id text        NOT NULL,
    day        date        NOT NULL,
    spoke      bit(96)     NOT NULL
);

-- Stays that run: the newest start of each call that has not ended.
CREATE TABLE facts.running (
    guild_id     text        NOT NULL,
    call_id      text        NOT NULL,
    call_began   timestamptz NOT NULL,
    channel_id   text        NOT NULL,
    user_id      text        NOT NULL,
    username     text        NOT NULL,
    began        timestamptz NOT NULL,
    cause_offset bigint      NOT NULL,
    cause_index  int         NOT NULL,
    PRIMARY KEY (guild_id, call_id, call_began)
) WITH (fillfactor = 50);

-- Of stays that ended: their part in this quarter of an hour. Channel '*' is the whole guild. Seconds spoken and muted
-- count where the stay ended, calls and stays where they began. The peak counts running stays too.
CREATE TABLE facts.channel_quarter (
    guild_id   text        NOT NULL,
    quarter    timestamptz NOT NULL,
    channel_id text        NOT NULL,
    present_ms bigint      NOT NULL DEFAULT 0,
    spoken_ms  bigint      NOT NULL DEFAULT 0,
    muted_ms   bigint      NOT NULL DEFAULT 0,
    calls      int         NOT NULL DEFAULT 0,
    stays      int         NOT NULL DEFAULT 0,
    peak       int,
    PRIMARY KEY (guild_id, quarter, channel_id)
) WITH (fillfactor = 70);

-- Of stays that ended: a person's part in this day (UTC), and the quarters in which they were there.
CREATE TABLE facts.person_day (
    guild_id   text    NOT NULL,
    day        date    NOT NULL,
    channel_id text    NOT NULL,
    user_id    text    NOT NULL,
    present_ms bigint  NOT NULL DEFAULT 0,
    spoken_ms  bigint  NOT NULL DEFAULT 0,
    muted_ms   bigint  NOT NULL DEFAULT 0,
    calls      int     NOT NULL DEFAULT 0,
    present    bit(96) NOT NULL DEFAULT repeat('0', 96)::bit(96),
    PRIMARY KEY (guild_id, day, channel_id, user_id)
) WITH (fillfactor = 80);

-- The quarters of a day (UTC) in which a person's ring was shown.
CREATE TABLE facts.speaker_day (
    guild_id   text    NOT NULL,
    day        date    NOT NULL,
    channel_id text    NOT NULL,
    user_id    text    NOT NULL,
    spoke      bit(96) NOT NULL,
    PRIMARY KEY (guild_id, day, channel_id, user_id)
) WITH (fillfactor = 80);

-- Calls that ended on this day (UTC): in which channel, why, and how long they were (a class of facts.length_edges()).
CREATE TABLE facts.ended_day (
    guild_id   text NOT NULL,
    day        date NOT NULL,
    channel_id text NOT NULL,
    why        text NOT NULL,
    length     int  NOT NULL,
    calls      int  NOT NULL,
    PRIMARY KEY (guild_id, day, channel_id, why, length)
) WITH (fillfactor = 80);

-- Names as last shown.
CREATE TABLE facts.person (
    guild_id  text        NOT NULL,
    user_id   text        NOT NULL,
    username  text        NOT NULL,
    last_seen timestamptz NOT NULL,
    PRIMARY KEY (guild_id, user_id)
) WITH (fillfactor = 70);

-- Quarters whose peak must be found anew.
CREATE TABLE facts.touched (
    guild_id text        NOT NULL,
    quarter  timestamptz NOT NULL,
    PRIMARY KEY (guild_id, quarter)
);

-- What the sums cannot answer is asked of the facts: the edges of a window, the steps within a quarter, one person's calls.
CREATE INDEX ON facts.stay_ended (guild_id, ended) INCLUDE (began, channel_id);
CREATE INDEX ON facts.stay_ended (guild_id, began) INCLUDE (channel_id);
-- Stays of more than four hours: few, so that whoever looks for stays over a moment looks four hours ahead, and here.
CREATE INDEX ON facts.stay_ended (guild_id, ended) INCLUDE (began) WHERE ended - began > interval '4 hours';
-- Calls by the rarer reasons why they ended; the usual one is found everywhere.
CREATE INDEX ON facts.stay_ended (guild_id, why, call_began DESC, call_id DESC) WHERE why <> 'moved' AND why <> 'left';
CREATE INDEX ON facts.stay_started (guild_id, user_id, call_began DESC) WHERE begins_call;
CREATE INDEX ON facts.state_changed (guild_id, at) WHERE connection = 'reconnecting';
CREATE INDEX ON facts.state_changed (call_id, cause_offset);

CREATE FUNCTION facts.note_started() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO facts.pending
    SELECT false, cause_offset, cause_index, at, guild_id, channel_id, user_id, username, call_id, call_began,
           begins_call, at, NULL, 0, 0, NULL
    FROM fresh;
    RETURN NULL;
END $$;
CREATE TRIGGER note AFTER INSERT ON facts.stay_started REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION facts.note_started();

CREATE FUNCTION facts.note_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO facts.pending
    SELECT true, cause_offset, cause_index, at, guild_id, channel_id, user_id, username, call_id, call_began,
           false, began, ended, spoken_ms, muted_ms, why
    FROM fresh;
    RETURN NULL;
END $$;
CREATE TRIGGER note AFTER INSERT ON facts.stay_ended REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION facts.note_ended();

-- Rings of one person within one quarter are one; a ring over midnight lies in both days.
CREATE FUNCTION facts.note_spoke() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO facts.pending_speech
    SELECT guild_id, user_id, channel_id, (piece AT TIME ZONE 'UTC')::date,
           facts.quarters(greatest(first, piece), least(last, piece + interval '1 day' - interval '1 ms'))
    FROM (SELECT DISTINCT guild_id, user_id, channel_id, facts.quarter(began) AS first, facts.quarter(at) AS last
          FROM fresh) rings
    CROSS JOIN LATERAL generate_series(date_trunc('day', first, 'UTC'), last, interval '1 day') piece;
    RETURN NULL;
END $$;
CREATE TRIGGER note AFTER INSERT ON facts.spoke REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION facts.note_spoke();

-- What was there before: nobody writes facts until this migration is committed, for creating triggers waits and locks.
INSERT INTO facts.pending
SELECT false, cause_offset, cause_index, at, guild_id, channel_id, user_id, username, call_id, call_began,
       begins_call, at, NULL, 0, 0, NULL
FROM facts.stay_started
UNION ALL
SELECT true, cause_offset, cause_index, at, guild_id, channel_id, user_id, username, call_id, call_began,
       false, began, ended, spoken_ms, muted_ms, why
FROM facts.stay_ended;
INSERT INTO facts.pending_speech
SELECT guild_id, user_id, channel_id, (piece AT TIME ZONE 'UTC')::date,
       facts.quarters(greatest(first, piece), least(last, piece + interval '1 day' - interval '1 ms'))
FROM (SELECT DISTINCT guild_id, user_id, channel_id, facts.quarter(began) AS first, facts.quarter(at) AS last
      FROM facts.spoke) rings
CROSS JOIN LATERAL generate_series(date_trunc('day', first, 'UTC'), last, interval '1 day') piece;
