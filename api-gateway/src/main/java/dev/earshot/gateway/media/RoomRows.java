package dev.earshot.gateway.media;

import dev.earshot.events.id.SessionId;
import dev.earshot.events.id.UserId;
import dev.earshot.gateway.feed.PresenceTable;
import org.jspecify.annotations.Nullable;

/** The rows of one room, as this gateway has read them. */
record RoomRows(Room room, PresenceTable presence, SeatedStays stays) implements Rows {
    @Override
    public @Nullable Wanted wanted(Observed participant) {
        UserId user = participant.user();
        if (user == null) return null;
        return presence.row(room.guild(), user)
                .filter(row -> row.sessionId().equals(participant.session())
                        && row.channelId().equals(room.channel()))
                .map(Wanted::of)
                .orElse(null);
    }

    @Override
    public boolean wasSeated(Observed participant) {
        UserId user = participant.user();
        SessionId session = participant.session();
        return user != null && session != null && stays.contains(room, user, session);
    }
}
