-- What browsers said of their calls, as voice.telemetry holds it: keyed by the record itself.
CREATE TABLE facts.quality (
    cause_topic     text        NOT NULL,
    cause_partition int         NOT NULL,
    cause_offset    bigint      NOT NULL,
    cause_index     int         NOT NULL,
    at              timestamptz NOT NULL,
    occurred        timestamptz NOT NULL,
    guild_id        text        NOT NULL,
    channel_id      text        NOT NULL,
    user_id         text        NOT NULL,
    session_id      text        NOT NULL,
    call_id         text,
    client          text        NOT NULL,
    window_ms       bigint      NOT NULL,
    jitter_ms       double precision,
    loss_ratio      double precision,
    round_trip_ms   double precision,
    bitrate_in_bps  double precision,
    bitrate_out_bps double precision,
    concealed_ms    double precision,
    audio_level     double precision,
    ice_path        text,
    ice_protocol    text,
    PRIMARY KEY (cause_topic, cause_partition, cause_offset, cause_index, at)
) PARTITION BY RANGE (at);
CREATE INDEX ON facts.quality (guild_id, at);

CREATE TABLE facts.client_error (
    cause_topic     text        NOT NULL,
    cause_partition int         NOT NULL,
    cause_offset    bigint      NOT NULL,
    cause_index     int         NOT NULL,
    at              timestamptz NOT NULL,
    occurred        timestamptz NOT NULL,
    guild_id        text,
    channel_id      text,
    user_id         text        NOT NULL,
    session_id      text        NOT NULL,
    client          text        NOT NULL,
    kind            text        NOT NULL,
    message         text        NOT NULL,
    breadcrumbs     text[]      NOT NULL,
    PRIMARY KEY (cause_topic, cause_partition, cause_offset, cause_index, at)
) PARTITION BY RANGE (at);
CREATE INDEX ON facts.client_error (at);

-- As before, with the two tables of telemetry.
CREATE OR REPLACE FUNCTION facts.ensure_month(moment timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    first timestamptz := date_trunc('month', moment, 'UTC');
    next  timestamptz := date_trunc('month', first + interval '32 days', 'UTC');
    parent text;
    child  text;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('facts.ensure_month'));
    FOREACH parent IN ARRAY ARRAY['stay_started', 'stay_ended', 'state_changed', 'spoke', 'refused', 'audited',
                                  'quality', 'client_error'] LOOP
        child := parent || '_' || to_char(first AT TIME ZONE 'UTC', 'YYYY_MM');
        IF to_regclass(format('facts.%I', child)) IS NULL THEN
            EXECUTE format('CREATE TABLE facts.%I (LIKE facts.%I INCLUDING DEFAULTS)', child, parent);
            EXECUTE format('ALTER TABLE facts.%I ATTACH PARTITION facts.%I FOR VALUES FROM (%L) TO (%L)',
                           parent, child, first, next);
        END IF;
    END LOOP;
END $$;
