-- Finds lost connections (V15) in the states that calls went through. Edited in place.

-- What facts.reconnect holds of one call, as the facts say it: a state in which the connection is away, the one before being another. By
-- the call's index alone: of a table that was not analysed yet PostgreSQL would take all lost
-- connections of the guild to be fewer than the states of a call, and look through them for each.
CREATE OR REPLACE FUNCTION facts.lost_of(guild text, call text) RETURNS SETOF facts.reconnect LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN QUERY
    SELECT lost.guild_id, lost.call_id, lost.cause_topic, lost.cause_offset, lost.at, lost.user_id, lost.session_id, lost.channel_id,
           (SELECT later.at FROM facts.state_changed later
            WHERE later.call_id = call AND later.guild_id = guild AND later.cause_topic = lost.cause_topic
              AND later.cause_offset > lost.cause_offset AND later.at >= lost.at AND later.connection <> 'reconnecting'
            ORDER BY later.cause_offset LIMIT 1)
    FROM (SELECT * FROM facts.state_changed WHERE call_id = call AND guild_id = guild OFFSET 0) lost
    WHERE lost.connection = 'reconnecting'
      AND (SELECT before.connection FROM facts.state_changed before
           WHERE before.call_id = call AND before.guild_id = guild AND before.cause_topic = lost.cause_topic
             AND before.cause_offset < lost.cause_offset AND before.at <= lost.at
           ORDER BY before.cause_offset DESC LIMIT 1) IS DISTINCT FROM 'reconnecting';
END $$;

-- Looks anew through each call that lost its connection now or before.
CREATE OR REPLACE FUNCTION facts.add_pending_states() RETURNS void LANGUAGE sql
BEGIN ATOMIC
    WITH fresh AS (
        DELETE FROM facts.pending_state RETURNING *
    ), call AS MATERIALIZED (
        SELECT DISTINCT guild_id, call_id FROM fresh
        WHERE lost OR EXISTS (SELECT FROM facts.reconnect known WHERE known.guild_id = fresh.guild_id AND known.call_id = fresh.call_id)
    ), found AS MATERIALIZED (
        SELECT lost.* FROM call CROSS JOIN LATERAL facts.lost_of(call.guild_id, call.call_id) lost
    ), gone AS (
        DELETE FROM facts.reconnect old USING call
        WHERE old.guild_id = call.guild_id AND old.call_id = call.call_id
          AND NOT EXISTS (SELECT FROM found WHERE found.guild_id = old.guild_id AND found.call_id = old.call_id
                          AND found.cause_topic = old.cause_topic AND found.cause_offset = old.cause_offset)
    )
    INSERT INTO facts.reconnect AS old SELECT * FROM found
    ON CONFLICT (guild_id, call_id, cause_topic, cause_offset) DO UPDATE SET back_at = excluded.back_at
    WHERE old.back_at IS DISTINCT FROM excluded.back_at;
END;
