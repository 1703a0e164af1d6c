package dev.earshot.gateway.media;

import dev.earshot.events.presence.PresenceRow;

/**
 * What a participant's row of {@code voice.presence} asks of the room.
 *
 * @param muted nobody is to hear them, by their own choice or a moderator's
 */
record Wanted(boolean muted) {
    static Wanted of(PresenceRow row) {
        return new Wanted(row.own().muted() || row.moderation().serverMuted());
    }
}
