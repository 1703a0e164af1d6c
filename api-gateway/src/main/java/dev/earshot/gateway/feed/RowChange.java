package dev.earshot.gateway.feed;

import dev.earshot.events.id.UserId;
import dev.earshot.events.presence.PresenceRow;
import org.jspecify.annotations.Nullable;

/**
 * One record of {@code voice.presence} and what it replaced.
 *
 * @param offset of the record
 * @param before the row until then, null if the person was in no channel
 * @param after the row since then, null if the person is in no channel
 * @param why of a departure, as the tombstone's header {@code change} says it
 */
record RowChange(
        long offset,
        UserId user,
        @Nullable PresenceRow before,
        @Nullable PresenceRow after,
        String why) {}
