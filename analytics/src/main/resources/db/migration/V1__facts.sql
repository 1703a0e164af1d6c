-- Facts, as voice.changes and voice.audit said them: one row each, keyed by its cause (the record of the log that made it)
-- with the cause's append time, so that writing one twice is harmless. Nothing here is ever updated but the offsets.
CREATE SCHEMA facts;

-- Up to where each partition was read; moved in the transaction that writes its facts, by compare-and-set.
-- A topic that was created anew has another id, and is read from its beginning.
CREATE TABLE facts.offsets (
    topic       text        NOT NULL,
    partition   int         NOT NULL,
    topic_id    text        NOT NULL,
    next_offset bigint      NOT NULL,
    PRIMARY KEY (topic, partition)
);

-- A call and everything in it lies in the month in which the call began: one join never looks into two months,
-- and a retention drops whole calls.
CREATE TABLE facts.stay_started (
    cause_topic     text        NOT NULL,
    cause_partition int         NOT NULL,
    cause_offset    bigint      NOT NULL,
    cause_index     int         NOT NULL,
    at              timestamptz NOT NULL,
    guild_id        text        NOT NULL,
    user_id         text        NOT NULL,
    username        text        NOT NULL,
    session_id      text        NOT NULL,
    call_id         text        NOT NULL,
    call_began      timestamptz NOT NULL,
    channel_id      text        NOT NULL,
    begins_call     boolean     NOT NULL,
    client          text,
    PRIMARY KEY (cause_topic, cause_partition, cause_offset, cause_index, at, call_began)
) PARTITION BY RANGE (call_began);
CREATE INDEX ON facts.stay_started (guild_id, call_began DESC, call_id DESC) WHERE begins_call;
CREATE INDEX ON facts.stay_started (call_id, call_began);

CREATE TABLE facts.stay_ended (
    cause_topic     text        NOT NULL,
    cause_partition int         NOT NULL,
    cause_offset    bigint      NOT NULL,
    cause_index     int         NOT NULL,
    at              timestamptz NOT NULL,
    guild_id        text        NOT NULL,
    user_id         text        NOT NULL,
    username        text        NOT NULL,
    session_id      text        NOT NULL,
    call_id         text        NOT NULL,
    call_began      timestamptz NOT NULL,
    channel_id      text        NOT NULL,
    began           timestamptz NOT NULL,
    ended           timestamptz NOT NULL,
    spoken_ms       bigint      NOT NULL,
    muted_ms        bigint      NOT NULL,
    why             text        NOT NULL,
    PRIMARY KEY (cause_topic, cause_partition, cause_offset, cause_index, at, call_began)
) PARTITION BY RANGE (call_began);
CREATE INDEX ON facts.stay_ended (call_id, call_began);
CREATE INDEX ON facts.stay_ended (at) WHERE why <> 'moved';

CREATE TABLE facts.state_changed (
    cause_topic     text        NOT NULL,
    cause_partition int         NOT NULL,
    cause_offset    bigint      NOT NULL,
    cause_index     int         NOT NULL,
    at              timestamptz NOT NULL,
    guild_id        text        NOT NULL,
    user_id         text        NOT NULL,
    session_id      text        NOT NULL,
    call_id         text        NOT NULL,
    channel_id      text        NOT NULL,
    muted           boolean     NOT NULL,
    deafened        boolean     NOT NULL,
    server_muted    boolean     NOT NULL,
    server_deafened boolean     NOT NULL,
    audio           text        NOT NULL,
    connection      text        NOT NULL,
    PRIMARY KEY (cause_topic, cause_partition, cause_offset, cause_index, at)
) PARTITION BY RANGE (at);

CREATE TABLE facts.spoke (
    cause_topic     text        NOT NULL,
    cause_partition int         NOT NULL,
    cause_offset    bigint      NOT NULL,
    cause_index     int         NOT NULL,
    at              timestamptz NOT NULL,
    guild_id        text        NOT NULL,
    user_id         text        NOT NULL,
    session_id      text        NOT NULL,
    call_id         text        NOT NULL,
    channel_id      text        NOT NULL,
    began           timestamptz NOT NULL,
    PRIMARY KEY (cause_topic, cause_partition, cause_offset, cause_index, at)
) PARTITION BY RANGE (at);

CREATE TABLE facts.refused (
    cause_topic     text        NOT NULL,
    cause_partition int         NOT NULL,
    cause_offset    bigint      NOT NULL,
    cause_index     int         NOT NULL,
    at              timestamptz NOT NULL,
    guild_id        text        NOT NULL,
    user_id         text        NOT NULL,
    session_id      text        NOT NULL,
    channel_id      text,
    code            text        NOT NULL,
    PRIMARY KEY (cause_topic, cause_partition, cause_offset, cause_index, at)
) PARTITION BY RANGE (at);
CREATE INDEX ON facts.refused (at);

CREATE TABLE facts.audited (
    cause_topic     text        NOT NULL,
    cause_partition int         NOT NULL,
    cause_offset    bigint      NOT NULL,
    cause_index     int         NOT NULL,
    at              timestamptz NOT NULL,
    occurred        timestamptz NOT NULL,
    action          text        NOT NULL,
    actor           text        NOT NULL,
    address         text        NOT NULL,
    guild_id        text,
    channel_id      text,
    session_id      text,
    code            text,
    detail          text,
    times           int         NOT NULL,
    PRIMARY KEY (cause_topic, cause_partition, cause_offset, cause_index, at)
) PARTITION BY RANGE (at);
CREATE INDEX ON facts.audited (at);

-- Creates the partitions of the month (UTC) that holds this time, in every table, unless they are there. Attached and not
-- created in place: so neither a running query nor another writer has to wait.
CREATE FUNCTION facts.ensure_month(moment timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    first timestamptz := date_trunc('month', moment, 'UTC');
    next  timestamptz := date_trunc('month', first + interval '32 days', 'UTC');
    parent text;
    child  text;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('facts.ensure_month'));
    FOREACH parent IN ARRAY ARRAY['stay_started', 'stay_ended', 'state_changed', 'spoke', 'refused', 'audited'] LOOP
        child := parent || '_' || to_char(first AT TIME ZONE 'UTC', 'YYYY_MM');
        IF to_regclass(format('facts.%I', child)) IS NULL THEN
            EXECUTE format('CREATE TABLE facts.%I (LIKE facts.%I INCLUDING DEFAULTS)', child, parent);
            EXECUTE format('ALTER TABLE facts.%I ATTACH PARTITION facts.%I FOR VALUES FROM (%L) TO (%L)',
                           parent, child, first, next);
        END IF;
    END LOOP;
END $$;
