-- Sets of people by six hours too (V14): a day of another zone is nine sets instead of twenty-four. They are kept by facts.add_pending_people.
INSERT INTO facts.people_sum
SELECT guild_id, 6, facts.binned(360, begins), channel_id,
       coalesce(bit_or(facts.widened(present, nobody)) FILTER (WHERE present <> ''), ''),
       coalesce(bit_or(facts.widened(spoke, nobody)) FILTER (WHERE spoke <> ''), '')
FROM facts.people_sum
JOIN (SELECT guild_id, facts.nobody(guild_id) AS nobody FROM (SELECT DISTINCT guild_id FROM facts.people_sum) guilds) guild USING (guild_id)
WHERE hours = 1
GROUP BY 1, 2, 3, 4;

-- The month that a partition is of, by its name. Null for any other name, for a plan may look at all there are.
CREATE FUNCTION facts.month_of(partition name) RETURNS date LANGUAGE sql STABLE PARALLEL SAFE
RETURN to_date(substring(partition FROM '_([1-9]\d{3}_(?:0[1-9]|1[0-2]))$'), 'YYYY_MM');

-- Days before this one were put in order (facts.put_in_order). What is older than an upgrade stays as it lies until the sums are made anew.
CREATE TABLE facts.in_order (until date NOT NULL);
INSERT INTO facts.in_order VALUES ((now() AT TIME ZONE 'UTC')::date - 35);
-- What was put in order leaves as much behind.
ALTER TABLE facts.person_day SET (autovacuum_vacuum_scale_factor = 0.02);
ALTER TABLE facts.person_span SET (autovacuum_vacuum_scale_factor = 0.02);
ALTER TABLE facts.person_channel_span SET (autovacuum_vacuum_scale_factor = 0.02);
