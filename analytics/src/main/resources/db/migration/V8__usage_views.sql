-- Usage as analysts read it: sums of facts.* with the stays that run now counted until now. Days, weeks, months and hours are UTC here;
-- HTTP knows time zones. A sum is at most a few seconds behind the log.

-- What each quarter of an hour holds, running stays included; '*' is the whole guild.
CREATE VIEW facts.cell AS
SELECT guild_id, quarter, channel_id, present_ms, spoken_ms, muted_ms, calls, stays, peak
FROM facts.channel_quarter
UNION ALL
SELECT guild_id, quarter, channel,
       greatest(0, least(facts.ms(now()), facts.ms(quarter) + 900000) - greatest(facts.ms(began), facts.ms(quarter))),
       0, 0, 0, 0, NULL
FROM facts.running
CROSS JOIN LATERAL generate_series(facts.quarter(began), now(), interval '15 minutes') quarter
CROSS JOIN LATERAL (VALUES (channel_id), ('*')) seen(channel);

-- One row a quarter and channel. Where nobody came or went there is no peak on record, and as many were there as on average.
CREATE VIEW facts.quarter_total AS
SELECT guild_id, quarter, channel_id, sum(present_ms) AS present_ms, sum(spoken_ms) AS spoken_ms, sum(muted_ms) AS muted_ms,
       sum(calls) AS calls, sum(stays) AS stays,
       coalesce(max(peak), ceil(sum(present_ms) / least(900000, greatest(1, facts.ms(now()) - facts.ms(quarter)))))::int AS peak
FROM facts.cell
GROUP BY guild_id, quarter, channel_id;

-- How many were there in each minute of [first, last), both beginnings of quarters: the level at the beginning, and every step after it.
-- With its owner's rights, for analysts read facts through views alone.
CREATE FUNCTION facts.minutes(guild text, first timestamptz, last timestamptz)
RETURNS TABLE (channel_id text, minute timestamptz, peak int, present_ms bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog SET enable_mergejoin = off
BEGIN ATOMIC
    WITH step AS MATERIALIZED (
        SELECT channel, ms, sum(step) AS step
        FROM (SELECT stay.channel_id, facts.ms(stay.began) AS ms, 1 AS step FROM facts.stay_ended stay
              WHERE stay.guild_id = guild AND stay.began >= first AND stay.began < last AND stay.call_began < last
                AND stay.ended > stay.began
              UNION ALL
              SELECT stay.channel_id, facts.ms(stay.ended), -1 FROM facts.stay_ended stay
              WHERE stay.guild_id = guild AND stay.ended >= first AND stay.ended < last AND stay.call_began < last
                AND stay.ended > stay.began
              UNION ALL
              SELECT running.channel_id, facts.ms(running.began), 1 FROM facts.running
              WHERE running.guild_id = guild AND running.began >= first AND running.began < last) steps
        CROSS JOIN LATERAL (VALUES (steps.channel_id), ('*')) seen(channel)
        GROUP BY channel, ms
    ), spent AS (
        SELECT cell.channel_id AS channel, cell.present_ms FROM facts.channel_quarter cell
        WHERE cell.guild_id = guild AND cell.quarter = first
        UNION ALL
        SELECT channel, facts.ms(first) + 900000 - greatest(facts.ms(running.began), facts.ms(first))
        FROM facts.running CROSS JOIN LATERAL (VALUES (running.channel_id), ('*')) seen(channel)
        WHERE running.guild_id = guild AND running.began < first + interval '15 minutes'
        UNION ALL
        SELECT channel, -step * (facts.ms(first) + 900000 - ms) FROM step WHERE ms < facts.ms(first) + 900000
    ), point AS (
        SELECT channel, ms, sum(step) AS step
        FROM (SELECT channel, facts.ms(first) AS ms, sum(spent.present_ms) / 900000 AS step FROM spent GROUP BY channel
              UNION ALL SELECT channel, ms, step FROM step
              UNION ALL SELECT channel, facts.ms(mark), 0
              FROM (SELECT DISTINCT channel FROM (SELECT channel FROM spent UNION ALL SELECT channel FROM step) seen) channels
              CROSS JOIN LATERAL generate_series(first, least(last, now()) - interval '1 ms', interval '1 minute') mark) parts
        GROUP BY channel, ms
    ), level AS (
        SELECT channel, ms, sum(step) OVER still AS level,
               lead(ms, 1, facts.ms(least(last, now()))) OVER still AS until
        FROM point WINDOW still AS (PARTITION BY channel ORDER BY ms)
    )
    SELECT channel, date_bin(interval '1 minute', to_timestamp(ms / 1000.0), timestamptz '2000-01-01 00:00:00Z'),
           max(level)::int, sum(level * greatest(0, until - ms))::bigint
    FROM level
    GROUP BY 1, 2
    HAVING max(level) > 0;
END;

CREATE VIEW analytics.concurrency_by_minute AS
SELECT guild_id, quarter, minute, nullif(minutes.channel_id, '*') AS channel_id, minutes.peak,
       round(minutes.present_ms / least(60000, greatest(1, facts.ms(now()) - facts.ms(minute)))::numeric, 3) AS average
FROM facts.quarter_total
CROSS JOIN LATERAL facts.minutes(guild_id, quarter, quarter + interval '15 minutes') minutes
WHERE quarter_total.channel_id = '*';
COMMENT ON VIEW analytics.concurrency_by_minute IS 'How many were in each channel, minute by minute; a minute with nobody has no row. Ask for few quarters at once: WHERE guild_id = … AND quarter >= … AND quarter < ….';
COMMENT ON COLUMN analytics.concurrency_by_minute.quarter IS 'beginning of the quarter of an hour that holds the minute: filter by this';
COMMENT ON COLUMN analytics.concurrency_by_minute.minute IS 'beginning of the minute';
COMMENT ON COLUMN analytics.concurrency_by_minute.channel_id IS 'null: the whole guild';
COMMENT ON COLUMN analytics.concurrency_by_minute.peak IS 'people at the same moment, at most; who comes as another leaves makes no peak';
COMMENT ON COLUMN analytics.concurrency_by_minute.average IS 'people, over the minute (over what has passed of the current one)';

CREATE VIEW analytics.concurrency_by_hour AS
SELECT guild_id, date_trunc('hour', quarter, 'UTC') AS hour, nullif(channel_id, '*') AS channel_id,
       max(peak) AS peak,
       round(sum(present_ms) / least(3600000, greatest(1, facts.ms(now()) - facts.ms(date_trunc('hour', quarter, 'UTC'))))::numeric, 3) AS average,
       round(sum(present_ms) / 60000.0, 3) AS minutes,
       sum(calls) AS joins,
       round(sum(spoken_ms) / 1000.0, 3) AS seconds_spoken,
       round(sum(muted_ms) / 1000.0, 3) AS seconds_muted
FROM facts.quarter_total
GROUP BY guild_id, date_trunc('hour', quarter, 'UTC'), channel_id;
COMMENT ON VIEW analytics.concurrency_by_hour IS 'How many were in each channel, hour by hour (UTC).';
COMMENT ON COLUMN analytics.concurrency_by_hour.hour IS 'beginning of the hour';
COMMENT ON COLUMN analytics.concurrency_by_hour.channel_id IS 'null: the whole guild';
COMMENT ON COLUMN analytics.concurrency_by_hour.peak IS 'people at the same moment, at most';
COMMENT ON COLUMN analytics.concurrency_by_hour.average IS 'people, over the hour (over what has passed of the current one)';
COMMENT ON COLUMN analytics.concurrency_by_hour.minutes IS 'minutes that people spent there together: two people for one minute are two';
COMMENT ON COLUMN analytics.concurrency_by_hour.joins IS 'calls that began in this hour and channel';
COMMENT ON COLUMN analytics.concurrency_by_hour.seconds_spoken IS 'seconds with the ring shown, of stays that ended in this hour';
COMMENT ON COLUMN analytics.concurrency_by_hour.seconds_muted IS 'seconds muted, of stays that ended in this hour';

-- A person's part in each day, running stays included.
CREATE VIEW facts.person_part AS
SELECT guild_id, day, channel_id, user_id, present_ms, spoken_ms, muted_ms, calls, present
FROM facts.person_day
UNION ALL
SELECT guild_id, (day AT TIME ZONE 'UTC')::date, channel_id, user_id,
       greatest(0, least(facts.ms(now()), facts.ms(day) + 86400000) - greatest(facts.ms(began), facts.ms(day))), 0, 0, 0,
       facts.quarters(greatest(began, day), greatest(began, day, least(now(), day + interval '1 day' - interval '1 ms')))
FROM facts.running
CROSS JOIN LATERAL generate_series(date_trunc('day', began, 'UTC'), now(), interval '1 day') day;

CREATE VIEW analytics.minutes AS
SELECT part.guild_id, day, channel_id, part.user_id, max(person.username) AS username,
       round(sum(present_ms) / 60000.0, 3) AS minutes, sum(calls) AS calls,
       round(sum(spoken_ms) / 1000.0, 3) AS seconds_spoken, round(sum(muted_ms) / 1000.0, 3) AS seconds_muted
FROM facts.person_part part
LEFT JOIN facts.person ON person.guild_id = part.guild_id AND person.user_id = part.user_id
GROUP BY part.guild_id, day, channel_id, part.user_id;
COMMENT ON VIEW analytics.minutes IS 'Minutes of each person in each channel on each day (UTC); sum over what you do not ask for.';
COMMENT ON COLUMN analytics.minutes.username IS 'as last shown';
COMMENT ON COLUMN analytics.minutes.minutes IS 'minutes in the channel on that day; a stay over midnight lies in both days, a running one counts until now';
COMMENT ON COLUMN analytics.minutes.calls IS 'calls that began there on that day';
COMMENT ON COLUMN analytics.minutes.seconds_spoken IS 'seconds with the ring shown, of stays that ended on that day';
COMMENT ON COLUMN analytics.minutes.seconds_muted IS 'seconds muted, of stays that ended on that day';

CREATE VIEW analytics.talk_share AS
SELECT guild_id, day, user_id, max(username) AS username, sum(minutes) AS minutes, sum(seconds_spoken) AS seconds_spoken,
       round(sum(seconds_spoken) / nullif(sum(sum(seconds_spoken)) OVER (PARTITION BY guild_id, day), 0), 4) AS share_of_talk,
       round(sum(seconds_spoken) / nullif(sum(minutes) * 60, 0), 4) AS share_of_presence
FROM analytics.minutes
GROUP BY guild_id, day, user_id;
COMMENT ON VIEW analytics.talk_share IS 'How much each person spoke on each day (UTC), beside the others and beside the time they were there.';
COMMENT ON COLUMN analytics.talk_share.seconds_spoken IS 'seconds with the ring shown, of stays that ended on that day';
COMMENT ON COLUMN analytics.talk_share.share_of_talk IS 'of all seconds spoken in the guild that day, 0 to 1; null if nobody spoke';
COMMENT ON COLUMN analytics.talk_share.share_of_presence IS 'seconds spoken by seconds present; above 1 where a stay over midnight is counted when it ended';

CREATE VIEW analytics.active_speakers AS
SELECT guild_id, period, date_trunc(period, day::timestamp)::date AS begins, count(DISTINCT user_id) AS speakers
FROM facts.speaker_day CROSS JOIN (VALUES ('day'), ('week'), ('month')) periods(period)
GROUP BY guild_id, period, date_trunc(period, day::timestamp)::date;
COMMENT ON VIEW analytics.active_speakers IS 'How many people spoke in each day, week (from Monday) and month (UTC).';
COMMENT ON COLUMN analytics.active_speakers.period IS 'day, week or month';
COMMENT ON COLUMN analytics.active_speakers.begins IS 'first day of the period';
COMMENT ON COLUMN analytics.active_speakers.speakers IS 'people whose ring was shown at least once';

CREATE VIEW analytics.call_lengths AS
SELECT guild_id, day, channel_id, edges[class] AS from_seconds, edges[class + 1] AS to_seconds, sum(calls) AS calls
FROM (SELECT guild_id, day, channel_id, calls, edges, width_bucket(length, edges) AS class
      FROM facts.ended_day
      CROSS JOIN (SELECT ARRAY[0, 10, 30, 60, 300, 900, 1800, 3600, 7200, 14400, 28800, 86400]) shown(edges)) lengths
GROUP BY guild_id, day, channel_id, edges, class;
COMMENT ON VIEW analytics.call_lengths IS 'How many calls that ended on this day (UTC) were how long.';
COMMENT ON COLUMN analytics.call_lengths.channel_id IS 'where the call ended';
COMMENT ON COLUMN analytics.call_lengths.from_seconds IS 'at least this long';
COMMENT ON COLUMN analytics.call_lengths.to_seconds IS 'shorter than this; null: no limit';

CREATE VIEW analytics.joins_by_hour AS
SELECT guild_id, (quarter AT TIME ZONE 'UTC')::date AS day, extract(isodow FROM quarter AT TIME ZONE 'UTC')::int AS weekday,
       extract(hour FROM quarter AT TIME ZONE 'UTC')::int AS hour, channel_id, sum(calls) AS joins,
       round(sum(present_ms) / 60000.0, 3) AS minutes
FROM facts.quarter_total
WHERE channel_id <> '*'
GROUP BY guild_id, (quarter AT TIME ZONE 'UTC')::date, extract(isodow FROM quarter AT TIME ZONE 'UTC'),
         extract(hour FROM quarter AT TIME ZONE 'UTC'), channel_id;
COMMENT ON VIEW analytics.joins_by_hour IS 'Calls that began, by hour and weekday (UTC): GROUP BY weekday, hour for the pattern of a week.';
COMMENT ON COLUMN analytics.joins_by_hour.weekday IS '1 Monday to 7 Sunday';
COMMENT ON COLUMN analytics.joins_by_hour.hour IS '0 to 23';
COMMENT ON COLUMN analytics.joins_by_hour.joins IS 'calls that began';
COMMENT ON COLUMN analytics.joins_by_hour.minutes IS 'minutes that people spent there together';

CREATE VIEW analytics.departures AS
SELECT guild_id, day, channel_id, why, sum(calls) AS calls,
       round(sum(calls) / sum(sum(calls)) OVER (PARTITION BY guild_id, day), 4) AS share
FROM facts.ended_day
GROUP BY guild_id, day, channel_id, why;
COMMENT ON VIEW analytics.departures IS 'Why calls ended, by the day (UTC) on which they did.';
COMMENT ON COLUMN analytics.departures.channel_id IS 'where the call ended';
COMMENT ON COLUMN analytics.departures.why IS 'left, expired, replaced, permission-lost, removed, channel-closed';
COMMENT ON COLUMN analytics.departures.share IS 'of all calls of the guild that ended that day, 0 to 1';

CREATE VIEW analytics.expiry_rate AS
SELECT guild_id, day, sum(calls) AS calls, coalesce(sum(calls) FILTER (WHERE why = 'expired'), 0) AS expired,
       round(coalesce(sum(calls) FILTER (WHERE why = 'expired'), 0)::numeric / sum(calls), 4) AS expiry_rate
FROM facts.ended_day
GROUP BY guild_id, day;
COMMENT ON VIEW analytics.expiry_rate IS 'How many of the calls that ended on this day (UTC) ended because nobody was heard of any more.';
COMMENT ON COLUMN analytics.expiry_rate.expiry_rate IS 'expired by calls, 0 to 1';

CREATE VIEW analytics.reconnects AS
SELECT lost.guild_id, lost.at, lost.call_id, lost.user_id, lost.session_id, lost.channel_id, back.at AS back_at,
       round((facts.ms(back.at) - facts.ms(lost.at)) / 1000.0, 3) AS seconds_away
FROM facts.state_changed lost
LEFT JOIN LATERAL (SELECT connection FROM facts.state_changed before
                   WHERE before.call_id = lost.call_id AND before.guild_id = lost.guild_id AND before.cause_topic = lost.cause_topic
                     AND before.cause_offset < lost.cause_offset AND before.at <= lost.at
                   ORDER BY before.cause_offset DESC LIMIT 1) before ON true
LEFT JOIN LATERAL (SELECT later.at FROM facts.state_changed later
                   WHERE later.call_id = lost.call_id AND later.guild_id = lost.guild_id AND later.cause_topic = lost.cause_topic
                     AND later.cause_offset > lost.cause_offset AND later.at >= lost.at AND later.connection <> 'reconnecting'
                   ORDER BY later.cause_offset LIMIT 1) back ON true
WHERE lost.connection = 'reconnecting' AND before.connection IS DISTINCT FROM 'reconnecting';
COMMENT ON VIEW analytics.reconnects IS 'Every time a person in a call lost their connection, and whether they came back.';
COMMENT ON COLUMN analytics.reconnects.at IS 'when the connection was lost';
COMMENT ON COLUMN analytics.reconnects.back_at IS 'when the call went on; null: not in this call';
COMMENT ON COLUMN analytics.reconnects.seconds_away IS 'seconds between the two';

-- As before, with what it was done to.
CREATE OR REPLACE VIEW analytics.audit AS
SELECT at, occurred, action, actor, address, guild_id, channel_id, session_id, code, detail, times,
       coalesce(channel_id, detail) AS target
FROM facts.audited
UNION ALL
SELECT at, ended, CASE why WHEN 'expired' THEN 'expired' ELSE 'left' END, user_id, NULL, guild_id, channel_id,
       session_id, why, NULL, 1, channel_id
FROM facts.stay_ended
WHERE why <> 'moved'
UNION ALL
SELECT min(at), min(at), 'join-refused', user_id, NULL, guild_id, min(channel_id), session_id, code, NULL, count(*)::int, min(channel_id)
FROM facts.refused
GROUP BY guild_id, user_id, session_id, code, date_trunc('minute', at);
COMMENT ON COLUMN analytics.audit.target IS 'what it was done to: the channel, the path of a query, the name of a login';

CREATE VIEW analytics.audit_counts AS
SELECT (at AT TIME ZONE 'UTC')::date AS day, guild_id, actor, target, action, code, sum(times) AS times, max(at) AS last
FROM analytics.audit
GROUP BY (at AT TIME ZONE 'UTC')::date, guild_id, actor, target, action, code;
COMMENT ON VIEW analytics.audit_counts IS 'Who did what to what how often, by day (UTC).';
COMMENT ON COLUMN analytics.audit_counts.times IS 'how often, repeats included';
COMMENT ON COLUMN analytics.audit_counts.last IS 'the last time on that day';
