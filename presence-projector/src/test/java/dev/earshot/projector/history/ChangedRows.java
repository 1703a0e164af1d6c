package dev.earshot.projector.history;

import dev.earshot.events.id.UserId;
import dev.earshot.events.presence.PresenceRow;
import dev.earshot.events.voice.Profile;

/** Copies of a row that differ in what is said and in nothing else. */
public final class ChangedRows {
    private ChangedRows() {}

    /** As another person's, with another name. */
    public static PresenceRow renamed(PresenceRow row, UserId user, String username) {
        return new PresenceRow(
                user,
                row.channelId(),
                row.sessionId(),
                row.connectionId(),
                row.connectionSetAt(),
                row.gatewayId(),
                row.resumeHash(),
                row.callId(),
                new Profile(username, null),
                row.own(),
                row.moderation(),
                row.speaking(),
                row.joinedAt(),
                row.connection());
    }
}
