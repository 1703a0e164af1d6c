package dev.earshot.gateway.wire;

import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.presence.PresenceRow;

/** One entry of {@link ServerFrame.Changes}. Values are whole, so that applying one twice is harmless. */
public sealed interface WireChange {

    /** Somebody came into sight, or is there with another session: an upsert. */
    record Join(PresenceRow row) implements WireChange {}

    /** @param reason one of left, expired, moved-hidden, removed, closed, hidden */
    record Leave(ChannelId channel, UserId user, String reason) implements WireChange {}

    record Move(PresenceRow row, ChannelId from) implements WireChange {}

    /** The fields of {@code now} that differ from {@code before}, in the same channel and session. */
    record State(PresenceRow before, PresenceRow now) implements WireChange {}

    record Speaking(ChannelId channel, UserId user, boolean speaking) implements WireChange {}
}
