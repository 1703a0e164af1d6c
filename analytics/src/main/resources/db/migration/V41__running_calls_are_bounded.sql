-- As in V8, but what still runs is counted for its last 366 days at most, the longest that a stay may last: a call that a broken clock
-- began in the year 2000 would else be 900,000 quarters of an hour in every question.
CREATE OR REPLACE VIEW facts.cell AS
SELECT guild_id, quarter, channel_id, present_ms, spoken_ms, muted_ms, calls, stays, peak
FROM facts.channel_quarter
UNION ALL
SELECT guild_id, quarter, channel,
       greatest(0, least(facts.ms(now()), facts.ms(quarter) + 900000) - greatest(facts.ms(began), facts.ms(quarter))),
       0, 0, 0, 0, NULL
FROM facts.running
CROSS JOIN LATERAL generate_series(facts.quarter(greatest(began, now() - interval '366 days')), now(), interval '15 minutes') quarter
CROSS JOIN LATERAL (VALUES (channel_id), ('*')) seen(channel);

CREATE OR REPLACE VIEW facts.person_part AS
SELECT guild_id, day, channel_id, user_id, present_ms, spoken_ms, muted_ms, calls, present
FROM facts.person_day
UNION ALL
SELECT guild_id, (day AT TIME ZONE 'UTC')::date, channel_id, user_id,
       greatest(0, least(facts.ms(now()), facts.ms(day) + 86400000) - greatest(facts.ms(began), facts.ms(day))), 0, 0, 0,
       facts.quarters(greatest(began, day), greatest(began, day, least(now(), day + interval '1 day' - interval '1 ms')))
FROM facts.running
CROSS JOIN LATERAL generate_series(date_trunc('day', greatest(began, now() - interval '366 days'), 'UTC'), now(), interval '1 day') day;
