-- Where the time of a partition of the log was set back, because its clock had been ahead. Few, so no months of them. A time that a
-- fact of the partition up to there says is wrong if it is later.
CREATE TABLE facts.clock_set_back (
    cause_topic     text        NOT NULL,
    cause_partition int         NOT NULL,
    cause_offset    bigint      NOT NULL,
    cause_index     int         NOT NULL,
    at              timestamptz NOT NULL,
    guild_id        text        NOT NULL,
    was             timestamptz NOT NULL,
    PRIMARY KEY (cause_topic, cause_partition, cause_offset, cause_index, at)
);

CREATE OR REPLACE VIEW analytics.calls AS
SELECT started.guild_id,
       started.call_id,
       started.user_id,
       started.username,
       started.session_id,
       started.channel_id,
       started.client,
       started.call_began AS began,
       finished.ended,
       finished.why,
       sums.seconds_spoken,
       sums.seconds_muted,
       sums.clock_was_ahead OR EXISTS (
           SELECT FROM facts.clock_set_back back
           WHERE back.cause_topic = started.cause_topic AND back.cause_partition = started.cause_partition
             AND back.cause_offset >= started.cause_offset AND back.at < started.at) AS clock_was_ahead
FROM facts.stay_started started
LEFT JOIN facts.stay_ended finished
       ON finished.call_id = started.call_id
      AND finished.call_began = started.call_began
      AND finished.why <> 'moved'
CROSS JOIN LATERAL (
    SELECT round(coalesce(sum(ended.spoken_ms), 0) / 1000.0, 3) AS seconds_spoken,
           round(coalesce(sum(ended.muted_ms), 0) / 1000.0, 3)  AS seconds_muted,
           coalesce(bool_or(EXISTS (
               SELECT FROM facts.clock_set_back back
               WHERE back.cause_topic = ended.cause_topic AND back.cause_partition = ended.cause_partition
                 AND back.cause_offset >= ended.cause_offset AND back.at < ended.ended)), false) AS clock_was_ahead
    FROM facts.stay_ended ended
    WHERE ended.call_id = started.call_id AND ended.call_began = started.call_began
) sums
WHERE started.begins_call;

COMMENT ON COLUMN analytics.calls.why IS 'left, expired, replaced, permission-lost, removed, channel-closed, clock-set-back (the call goes on under the same id); null while it runs';
COMMENT ON COLUMN analytics.calls.clock_was_ahead IS 'whether a time of it is wrong, because the clock of the log was ahead when it was written';
