-- One tick can end the speech of people in several guilds of its partition: so the guild belongs to that key.
ALTER TABLE facts.spoke DROP CONSTRAINT spoke_pkey;
ALTER TABLE facts.spoke ADD PRIMARY KEY (cause_topic, cause_partition, cause_offset, cause_index, at, guild_id);

-- Drops this month (UTC) of these tables, all or none, unless something of a running call lies in it; then it says so.
-- Writers to the month wait meanwhile, so that no call begins in it between the look and the drop.
CREATE FUNCTION facts.drop_month(parents text[], first_day date) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    month   text := to_char(first_day, 'YYYY_MM');
    parent  text;
    child   text;
    running text;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('facts.ensure_month'));
    FOREACH parent IN ARRAY parents LOOP
        child := parent || '_' || month;
        CONTINUE WHEN to_regclass(format('facts.%I', child)) IS NULL;
        EXECUTE format('LOCK TABLE facts.%I IN SHARE ROW EXCLUSIVE MODE', child);
        CONTINUE WHEN NOT EXISTS (SELECT FROM pg_attribute
                                  WHERE attrelid = format('facts.%I', child)::regclass AND attname = 'call_id');
        EXECUTE format('SELECT call_id FROM (SELECT DISTINCT call_id FROM facts.%I) own
                        WHERE EXISTS (SELECT FROM facts.stay_started started WHERE started.call_id = own.call_id)
                          AND NOT EXISTS (SELECT FROM facts.stay_ended finished
                                          WHERE finished.call_id = own.call_id AND finished.why <> ''moved'')
                        LIMIT 1', child) INTO running;
        IF running IS NOT NULL THEN RETURN running; END IF;
    END LOOP;
    FOREACH parent IN ARRAY parents LOOP
        EXECUTE format('DROP TABLE IF EXISTS facts.%I', parent || '_' || month);
    END LOOP;
    RETURN NULL;
END $$;
