package dev.earshot.gateway.media;

import dev.earshot.events.id.IdText;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.presence.PresenceRow;
import java.util.Map;
import livekit.LivekitModels.ParticipantInfo;
import org.jspecify.annotations.Nullable;

/**
 * Somebody in a LiveKit room.
 *
 * @param identity what LiveKit calls them; the user's id if we let them in
 * @param session of the token they came with, null if it named none
 */
record Listener(Room room, String identity, @Nullable SessionId session) {
    /** The participant attribute that holds the session id. */
    static final String SESSION = "session";

    static Listener of(Room room, ParticipantInfo participant) {
        return new Listener(room, participant.getIdentity(), session(participant.getAttributesMap()));
    }

    static @Nullable SessionId session(Map<String, String> attributes) {
        String session = attributes.get(SESSION);
        return session != null && IdText.isId(session) ? new SessionId(session) : null;
    }

    @Nullable
    UserId user() {
        return IdText.isId(identity) ? new UserId(identity) : null;
    }

    /** Whether others see them in this room: the row is that of their session, and it is here. */
    boolean isSeenBy(PresenceRow row) {
        return row.sessionId().equals(session) && row.channelId().equals(room.channel());
    }
}
