package dev.earshot.gateway.socket;

import dev.earshot.events.id.SessionId;
import dev.earshot.events.id.UserId;
import java.time.Instant;

/**
 * A session with an open socket.
 *
 * @param lastHeard when its browser last said anything
 */
public record OpenSession(UserId user, String username, SessionId session, Instant lastHeard) {}
