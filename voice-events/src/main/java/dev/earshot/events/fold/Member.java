package dev.earshot.events.fold;

import dev.earshot.events.change.Cause;
import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.ConnectionId;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.presence.Connection;
import dev.earshot.events.voice.OwnState;
import dev.earshot.events.voice.Profile;
import java.time.Instant;

/**
 * A person who is in a channel.
 *
 * @param callId names the call: partition and offset of the join that began it
 * @param lastOffset offset of the session's last believed event: the evidence an expiry is checked against
 */
public record Member(
        UserId user,
        Session session,
        Profile profile,
        OwnState own,
        Connection connection,
        String callId,
        Instant callBegan,
        Stay stay,
        long lastOffset) {

    public ChannelId channel() {
        return stay.channel();
    }

    boolean isSession(SessionId id) {
        return session.id().equals(id);
    }

    boolean isConnection(ConnectionId id) {
        return session.connection().equals(id);
    }

    Member in(Session next, Profile shown, OwnState chosen, Stay at, long offset) {
        return new Member(user, next, shown, chosen, Connection.LIVE, callId, callBegan, at, offset);
    }

    Member with(OwnState chosen, Stay counted, long offset) {
        return new Member(user, session, profile, chosen, connection, callId, callBegan, counted, offset);
    }

    Member with(Session next, Connection link, long offset) {
        return new Member(user, next, profile, own, link, callId, callBegan, stay, offset);
    }

    Member with(Stay counted) {
        return new Member(user, session, profile, own, connection, callId, callBegan, counted, lastOffset);
    }

    /** The person after the time was set back: call and stay begin at {@code to} if they began later. */
    Member setBack(Instant to) {
        Stay counted = stay.setBack(to);
        Instant call = callBegan.isAfter(to) ? to : callBegan;
        if (counted == stay && call == callBegan) return this;
        return new Member(user, session, profile, own, connection, callId, call, counted, lastOffset);
    }

    static String callId(Cause join) {
        return join.partition() + "-" + join.offset();
    }
}
