package dev.earshot.events.fold;

import dev.earshot.events.id.ConnectionId;
import dev.earshot.events.id.GatewayId;
import dev.earshot.events.id.SessionId;

/**
 * The session that speaks for a present user, and the one connection of it that is believed.
 *
 * @param connectionSetAt offset of the {@code joined} or {@code resumed} that set the connection
 */
public record Session(
        SessionId id,
        ConnectionId connection,
        long connectionSetAt,
        GatewayId gateway,
        String resumeHash,
        String client) {

    Session resumedBy(ConnectionId next, long setAt, GatewayId nextGateway, String nextClient) {
        return new Session(id, next, setAt, nextGateway, resumeHash, nextClient);
    }
}
