-- How calls sounded and what went wrong in browsers, as analysts read it.

-- What people would say of such a call, from 1 (bad) to 4.4 (very good): the simplified E-model, as the page computes it for the person (whence
-- each number comes is written in ui/src/telemetry/opinion.ts; both are held to voice-events/golden/opinion.json). R is 93.2 without what delay
-- and loss take away; a jitter buffer holds back twice the jitter, a frame of Opus 20 ms.
CREATE FUNCTION facts.mos(jitter_ms double precision, loss_ratio double precision, round_trip_ms double precision)
RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
    SELECT CASE WHEN jitter_ms IS NULL AND loss_ratio IS NULL AND round_trip_ms IS NULL THEN NULL
                ELSE greatest(1, 1 + 0.035 * r + 0.000007 * r * (r - 60) * (100 - r)) END
    FROM (SELECT greatest(0, 93.2 - 0.024 * delay - 0.11 * greatest(0, delay - 177.3) - 95 * lost / (lost + 25.1)) AS r
          FROM (SELECT coalesce(round_trip_ms, 0) / 2 + 2 * coalesce(jitter_ms, 0) + 20 AS delay,
                       100 * coalesce(loss_ratio, 0) AS lost) figures) rated);

CREATE VIEW analytics.quality AS
SELECT at, guild_id, channel_id, user_id, session_id, call_id, client, window_ms / 1000.0 AS seconds, jitter_ms, loss_ratio,
       round_trip_ms, bitrate_in_bps, bitrate_out_bps, concealed_ms, audio_level, ice_path, ice_protocol,
       facts.mos(jitter_ms, loss_ratio, round_trip_ms) AS mos
FROM facts.quality;
COMMENT ON VIEW analytics.quality IS 'What a browser measured of its own call, about every 10 s. A measure is null where the browser cannot say.';
COMMENT ON COLUMN analytics.quality.seconds IS 'length of the time that was measured';
COMMENT ON COLUMN analytics.quality.jitter_ms IS 'milliseconds, of the audio received';
COMMENT ON COLUMN analytics.quality.loss_ratio IS 'packets lost by packets expected, 0 to 1';
COMMENT ON COLUMN analytics.quality.round_trip_ms IS 'milliseconds to the media server and back';
COMMENT ON COLUMN analytics.quality.bitrate_in_bps IS 'bit/s of audio received';
COMMENT ON COLUMN analytics.quality.bitrate_out_bps IS 'bit/s of audio sent';
COMMENT ON COLUMN analytics.quality.concealed_ms IS 'milliseconds of audio that were made up because packets were missing';
COMMENT ON COLUMN analytics.quality.audio_level IS 'loudness of what was sent, 0 to 1';
COMMENT ON COLUMN analytics.quality.mos IS 'estimate of what people would say: 1 bad to 4.4 very good';

CREATE VIEW analytics.quality_by_hour AS
SELECT guild_id, date_trunc('hour', at, 'UTC') AS hour, channel_id, count(*) AS samples,
       percentile_cont(0.5)  WITHIN GROUP (ORDER BY jitter_ms) AS jitter_ms_p50,
       percentile_cont(0.95) WITHIN GROUP (ORDER BY jitter_ms) AS jitter_ms_p95,
       percentile_cont(0.99) WITHIN GROUP (ORDER BY jitter_ms) AS jitter_ms_p99,
       percentile_cont(0.5)  WITHIN GROUP (ORDER BY loss_ratio) AS loss_ratio_p50,
       percentile_cont(0.95) WITHIN GROUP (ORDER BY loss_ratio) AS loss_ratio_p95,
       percentile_cont(0.99) WITHIN GROUP (ORDER BY loss_ratio) AS loss_ratio_p99,
       percentile_cont(0.5)  WITHIN GROUP (ORDER BY round_trip_ms) AS round_trip_ms_p50,
       percentile_cont(0.95) WITHIN GROUP (ORDER BY round_trip_ms) AS round_trip_ms_p95,
       percentile_cont(0.99) WITHIN GROUP (ORDER BY round_trip_ms) AS round_trip_ms_p99,
       percentile_cont(0.5)  WITHIN GROUP (ORDER BY bitrate_in_bps) AS bitrate_bps_p50,
       percentile_cont(0.05) WITHIN GROUP (ORDER BY bitrate_in_bps) AS bitrate_bps_p05,
       percentile_cont(0.95) WITHIN GROUP (ORDER BY bitrate_in_bps) AS bitrate_bps_p95,
       percentile_cont(0.99) WITHIN GROUP (ORDER BY bitrate_in_bps) AS bitrate_bps_p99,
       percentile_cont(0.5)  WITHIN GROUP (ORDER BY facts.mos(jitter_ms, loss_ratio, round_trip_ms)) AS mos_p50,
       percentile_cont(0.05) WITHIN GROUP (ORDER BY facts.mos(jitter_ms, loss_ratio, round_trip_ms)) AS mos_p05
FROM facts.quality
GROUP BY GROUPING SETS ((guild_id, date_trunc('hour', at, 'UTC'), channel_id), (guild_id, date_trunc('hour', at, 'UTC')));
COMMENT ON VIEW analytics.quality_by_hour IS 'Percentiles of what browsers measured, by hour (UTC) and channel; exact, from every sample: name the guild and few days. Never averages alone: one bad call in a hundred does not show in them.';
COMMENT ON COLUMN analytics.quality_by_hour.channel_id IS 'null: the whole guild';
COMMENT ON COLUMN analytics.quality_by_hour.samples IS 'measurements, about one each 10 s of a call';
COMMENT ON COLUMN analytics.quality_by_hour.bitrate_bps_p50 IS 'bit/s of audio received';
COMMENT ON COLUMN analytics.quality_by_hour.mos_p05 IS 'the worst twentieth is below this';

CREATE VIEW analytics.errors AS
SELECT at, occurred, guild_id, channel_id, user_id, session_id, client, kind, message, breadcrumbs
FROM facts.client_error;
COMMENT ON VIEW analytics.errors IS 'What went wrong in browsers.';
COMMENT ON COLUMN analytics.errors.occurred IS 'by the browser''s clock';
COMMENT ON COLUMN analytics.errors.client IS 'version of the page';
COMMENT ON COLUMN analytics.errors.breadcrumbs IS 'what had been done just before, oldest first';

CREATE VIEW analytics.errors_by_kind AS
SELECT (at AT TIME ZONE 'UTC')::date AS day, guild_id, kind, client, count(*) AS errors, count(DISTINCT user_id) AS people,
       max(at) AS last, (array_agg(message ORDER BY at DESC))[1] AS example
FROM facts.client_error
GROUP BY (at AT TIME ZONE 'UTC')::date, guild_id, kind, client;
COMMENT ON VIEW analytics.errors_by_kind IS 'Errors in browsers by kind and version, by day (UTC).';
COMMENT ON COLUMN analytics.errors_by_kind.client IS 'version of the page';
COMMENT ON COLUMN analytics.errors_by_kind.people IS 'different people who met it on that day';
COMMENT ON COLUMN analytics.errors_by_kind.example IS 'the newest message';
