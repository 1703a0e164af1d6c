-- Puts the sums of people where whoever asks for many of them finds them side by side. Edited in place.

-- Writes a day's sums of people anew, in the order in which they are asked for, and those of the spans that end with it. They came one by one,
-- each where there was room, so that a year of a channel took a page of the table for each of its rows. No sum changes.
CREATE OR REPLACE FUNCTION facts.put_in_order(over date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    length int;
BEGIN
    WITH moved AS (DELETE FROM facts.person_day WHERE day = over RETURNING *)
    INSERT INTO facts.person_day SELECT * FROM moved ORDER BY guild_id, channel_id, user_id;
    FOREACH length IN ARRAY ARRAY[1, 7, 28] LOOP
        CONTINUE WHEN facts.span(over, length) = facts.span(over + 1, length);
        WITH moved AS (DELETE FROM facts.person_span WHERE days = length AND span = facts.span(over, length) RETURNING *)
        INSERT INTO facts.person_span SELECT * FROM moved ORDER BY guild_id, user_id;
    END LOOP;
    IF facts.span(over, 28) <> facts.span(over + 1, 28) THEN
        WITH moved AS (DELETE FROM facts.person_channel_span WHERE span = facts.span(over, 28) RETURNING *)
        INSERT INTO facts.person_channel_span SELECT * FROM moved ORDER BY guild_id, channel_id, user_id;
    END IF;
END $$;

-- The next day, if one is over and most of its stays have ended. Only for whoever has the lock of facts.roll_up.
CREATE OR REPLACE FUNCTION facts.put_next_in_order() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    next date;
BEGIN
    UPDATE facts.in_order SET until = until + 1 WHERE until < (now() AT TIME ZONE 'UTC')::date - 1 RETURNING until - 1 INTO next;
    IF FOUND THEN
        PERFORM facts.put_in_order(next);
    END IF;
END $$;
