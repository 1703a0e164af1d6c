-- Days of calls, in the order in which a log would have brought them: ${calls} calls of one guild, more by day than by night and on
-- some channels and of some people far more than of others. Seeded: the same figures give the same history.
SELECT setseed(0.42);

SELECT facts.ensure_month(month) FROM generate_series(date_trunc('month', now(), 'UTC') - interval '13 months', now(), interval '1 month') month;

ALTER TABLE facts.stay_started DISABLE TRIGGER note;
ALTER TABLE facts.stay_ended DISABLE TRIGGER note;
ALTER TABLE facts.spoke DISABLE TRIGGER note;
ALTER TABLE facts.quality DISABLE TRIGGER note;

-- Indexes are made once all is there.
CREATE UNLOGGED TABLE bench_index AS
SELECT index.relname AS name, replace(pg_get_indexdef(index.oid), ' ON ONLY ', ' ON ') AS definition
FROM pg_index JOIN pg_class index ON index.oid = indexrelid JOIN pg_class facts ON facts.oid = indrelid
WHERE index.relkind = 'I' AND NOT indisprimary AND facts.relnamespace = 'facts'::regnamespace
  AND facts.relname IN ('stay_started', 'stay_ended');
DO $$ DECLARE name text; BEGIN
    FOR name IN SELECT bench_index.name FROM bench_index LOOP EXECUTE format('DROP INDEX facts.%I', name); END LOOP;
END $$;

CREATE UNLOGGED TABLE bench_call AS
SELECT n, began, 'u' || floor(${people} * power(random(), 2)) AS user_id,
       'c' || floor(12 * power(random(), 1.7)) AS channel_id,
       'c' || floor(12 * random()) AS next_channel,
       random() < 0.1 AS moves,
       began + make_interval(secs => least(43200, exp(6.8 + 1.3 * random_normal()))) AS ended,
       random() AS fate, random() AS talk
FROM (SELECT n, date_trunc('hour', now()) - interval '${days} days' + interval '1 day' * (floor(at) + frac - 0.11 * sin(2 * pi() * frac)) AS began
      FROM (SELECT n, at, at - floor(at) AS frac FROM (SELECT n, n * ${days}.0::float8 / ${calls} AS at FROM generate_series(0, ${calls} - 1) n) spread) days) calls
ORDER BY n;

INSERT INTO facts.stay_started
SELECT 'voice.events', 0, n * 4, 0, began, 'demo', user_id, 'Name of ' || user_id, 's' || n, '0-' || n * 4, began, channel_id, true, '1.0'
FROM bench_call WHERE began < now();
INSERT INTO facts.stay_started
SELECT 'voice.events', 0, n * 4 + 1, 1, began + (ended - began) / 2, 'demo', user_id, 'Name of ' || user_id, 's' || n, '0-' || n * 4, began, next_channel, false, NULL
FROM bench_call WHERE moves AND began + (ended - began) / 2 < now();

INSERT INTO facts.stay_ended
SELECT 'voice.events', 0, n * 4 + 1, 0, began + (ended - began) / 2, 'demo', user_id, 'Name of ' || user_id, 's' || n, '0-' || n * 4, began, channel_id,
       began, began + (ended - began) / 2, 1000 * (extract(epoch FROM ended - began) * talk * 0.1)::bigint, 1000 * (extract(epoch FROM ended - began) * 0.2)::bigint, 'moved'
FROM bench_call WHERE moves AND began + (ended - began) / 2 < now();
INSERT INTO facts.stay_ended
SELECT 'voice.events', 0, n * 4 + 3, 0, ended, 'demo', user_id, 'Name of ' || user_id, 's' || n, '0-' || n * 4, began,
       CASE WHEN moves THEN next_channel ELSE channel_id END, CASE WHEN moves THEN began + (ended - began) / 2 ELSE began END, ended,
       1000 * (extract(epoch FROM ended - began) * talk * 0.2)::bigint, 1000 * (extract(epoch FROM ended - began) * 0.3)::bigint,
       CASE WHEN fate < 0.86 THEN 'left' WHEN fate < 0.94 THEN 'expired' WHEN fate < 0.98 THEN 'replaced' WHEN fate < 0.99 THEN 'removed' ELSE 'permission-lost' END
FROM bench_call WHERE ended < now();

INSERT INTO facts.spoke
SELECT 'voice.signals', 0, n, 0, began + interval '5 s', 'demo', user_id, 's' || n, '0-' || n * 4, channel_id, began + interval '1 s'
FROM bench_call WHERE n % 2 = 0 AND began < now() - interval '1 minute';

INSERT INTO facts.state_changed
SELECT 'voice.events', 0, n * 4 + 2, step, began + step * interval '3 s', 'demo', user_id, 's' || n, '0-' || n * 4, channel_id, false, false, false, false, 'on',
       CASE step WHEN 0 THEN 'reconnecting' ELSE 'live' END
FROM bench_call CROSS JOIN generate_series(0, 1) step WHERE n % 33 = 0 AND began < now() - interval '1 minute';

INSERT INTO facts.audited
SELECT 'voice.audit', 0, n, 0, began, began, CASE n % 30 WHEN 0 THEN 'token-refused' WHEN 10 THEN 'logged-in' ELSE 'token-issued' END, user_id, '127.0.0.1',
       CASE n % 30 WHEN 10 THEN NULL ELSE 'demo' END, CASE n % 30 WHEN 10 THEN NULL ELSE channel_id END, 's' || n, NULL, NULL, 1
FROM bench_call WHERE n % 10 = 0 AND began < now();

-- ${samples} samples in the last week, and errors of one in a hundred of them.
INSERT INTO facts.quality
SELECT 'voice.telemetry', 0, n, 0, at, at, 'demo', 'c' || floor(12 * power(random(), 1.7)), 'u' || floor(${people} * power(random(), 2)), 's' || n % 5000, NULL, '1.0', 10000,
       exp(1.5 + 0.8 * random_normal()), CASE WHEN random() < 0.8 THEN 0 ELSE random() * 0.05 END, exp(3.5 + 0.5 * random_normal()),
       48000 + 4000 * random_normal(), 48000, 0, random(), 'host', 'udp'
FROM (SELECT n, now() - interval '7 days' + interval '7 days' * (n::float8 / ${samples}) AS at FROM generate_series(0, ${samples} - 1) n) spread;
INSERT INTO facts.client_error
SELECT 'voice.telemetry', 0, n, 1, at, at, 'demo', 'c1', user_id, session_id, '1.' || n % 3, (ARRAY['media', 'socket', 'script'])[1 + n % 3], 'It broke at ' || n, ARRAY['joined']
FROM (SELECT cause_offset AS n, at, user_id, session_id FROM facts.quality WHERE cause_offset % 100 = 0) picked;

SET maintenance_work_mem = '512MB';
DO $$ DECLARE definition text; BEGIN
    FOR definition IN SELECT bench_index.definition FROM bench_index LOOP EXECUTE definition; END LOOP;
END $$;
DROP TABLE bench_call, bench_index;
ALTER TABLE facts.stay_started ENABLE TRIGGER note;
ALTER TABLE facts.stay_ended ENABLE TRIGGER note;
ALTER TABLE facts.spoke ENABLE TRIGGER note;
ALTER TABLE facts.quality ENABLE TRIGGER note;
