-- When and where one person's calls began, from the index alone: they are scattered over the table, a page each.
DROP INDEX facts.stay_started_guild_id_user_id_call_began_idx;
CREATE INDEX ON facts.stay_started (guild_id, user_id, call_began DESC) INCLUDE (channel_id) WHERE begins_call;
