package dev.earshot.gateway.log;

import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.id.UserId;

/**
 * A session that is in a channel, and when its socket last said anything.
 *
 * @param heardAt {@link System#nanoTime}
 */
public record HeardSession(GuildId guild, UserId user, SessionId session, long heardAt) {}
