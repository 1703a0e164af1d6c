-- What analysts read. Views over start and end facts; whoever may read these sees no table behind them.
CREATE SCHEMA analytics;

CREATE VIEW analytics.calls AS
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
       sums.seconds_muted
FROM facts.stay_started started
LEFT JOIN facts.stay_ended finished
       ON finished.call_id = started.call_id
      AND finished.call_began = started.call_began
      AND finished.why <> 'moved'
CROSS JOIN LATERAL (
    SELECT round(coalesce(sum(ended.spoken_ms), 0) / 1000.0, 3) AS seconds_spoken,
           round(coalesce(sum(ended.muted_ms), 0) / 1000.0, 3)  AS seconds_muted
    FROM facts.stay_ended ended
    WHERE ended.call_id = started.call_id AND ended.call_began = started.call_began
) sums
WHERE started.begins_call;

COMMENT ON VIEW analytics.calls IS 'One row per call: from join to leave, resumes and moves included. All times are append times of the log.';
COMMENT ON COLUMN analytics.calls.call_id IS 'partition-offset of the join in voice.events';
COMMENT ON COLUMN analytics.calls.username IS 'as shown when the call began';
COMMENT ON COLUMN analytics.calls.channel_id IS 'where the call began; the others are in stays';
COMMENT ON COLUMN analytics.calls.client IS 'version of the client, empty if it did not say';
COMMENT ON COLUMN analytics.calls.ended IS 'null while the call runs; of an expired call, the last sign of life';
COMMENT ON COLUMN analytics.calls.why IS 'left, expired, replaced, permission-lost, removed, channel-closed; null while the call runs';
COMMENT ON COLUMN analytics.calls.seconds_spoken IS 'seconds with the ring shown, in the stays that have ended';
COMMENT ON COLUMN analytics.calls.seconds_muted IS 'seconds muted by oneself or a moderator, in the stays that have ended';

CREATE VIEW analytics.stays AS
SELECT guild_id, call_id, call_began, user_id, username, session_id, channel_id, began, ended, why,
       round(spoken_ms / 1000.0, 3) AS seconds_spoken,
       round(muted_ms / 1000.0, 3)  AS seconds_muted,
       cause_offset       AS end_offset
FROM facts.stay_ended
UNION ALL
-- The running stay: the newest start of a call that has not ended.
SELECT started.guild_id, started.call_id, started.call_began, started.user_id, started.username, started.session_id,
       started.channel_id, started.at, NULL, NULL, NULL, NULL, NULL
FROM facts.stay_started started
WHERE NOT EXISTS (SELECT FROM facts.stay_ended finished
                  WHERE finished.call_id = started.call_id
                    AND finished.call_began = started.call_began
                    AND finished.why <> 'moved')
  AND NOT EXISTS (SELECT FROM facts.stay_started later
                  WHERE later.call_id = started.call_id
                    AND later.call_began = started.call_began
                    AND (later.cause_offset, later.cause_index) > (started.cause_offset, started.cause_index));

COMMENT ON VIEW analytics.stays IS 'One row per uninterrupted time of one person in one channel; a move ends one and begins the next.';
COMMENT ON COLUMN analytics.stays.ended IS 'null while the stay runs; after an expiry, the last sign of life';
COMMENT ON COLUMN analytics.stays.why IS 'moved, or why the call ended; null while the stay runs';
COMMENT ON COLUMN analytics.stays.seconds_spoken IS 'seconds with the ring shown; null while the stay runs';
COMMENT ON COLUMN analytics.stays.seconds_muted IS 'seconds muted by oneself or a moderator; null while the stay runs';
COMMENT ON COLUMN analytics.stays.end_offset IS 'offset of the event that ended it: orders the stays of a call, also those of no length; null while it runs';

CREATE VIEW analytics.audit AS
SELECT at, occurred, action, actor, address, guild_id, channel_id, session_id, code, detail, times
FROM facts.audited
UNION ALL
SELECT at, ended, CASE why WHEN 'expired' THEN 'expired' ELSE 'left' END, user_id, NULL, guild_id, channel_id,
       session_id, why, NULL, 1
FROM facts.stay_ended
WHERE why <> 'moved'
UNION ALL
-- Repeats are one fact for a session, code and minute, as a gateway writes its own refusals.
SELECT min(at), min(at), 'join-refused', user_id, NULL, guild_id, min(channel_id), session_id, code, NULL, count(*)::int
FROM facts.refused
GROUP BY guild_id, user_id, session_id, code, date_trunc('minute', at);

COMMENT ON VIEW analytics.audit IS 'Who did what: logins, tokens, queries and refusals as gateways saw them; leaves, expiries and refusals as the log decided them.';
COMMENT ON COLUMN analytics.audit.at IS 'append time of the record that says so; of repeated refusals by the log, of the first';
COMMENT ON COLUMN analytics.audit.occurred IS 'when it happened: by the gateway''s clock, or the end of the stay';
COMMENT ON COLUMN analytics.audit.action IS 'logged-in, join-refused, token-issued, token-refused, queried, left, expired';
COMMENT ON COLUMN analytics.audit.actor IS 'user id';
COMMENT ON COLUMN analytics.audit.address IS 'network address of the caller; null for what the log decided';
COMMENT ON COLUMN analytics.audit.code IS 'of a refusal: its code; of a leave or expiry: why the call ended';
COMMENT ON COLUMN analytics.audit.detail IS 'of a login: the name; of a query: the path';
COMMENT ON COLUMN analytics.audit.times IS 'how often; more than 1 only for refusals of one session with one code within one minute';
