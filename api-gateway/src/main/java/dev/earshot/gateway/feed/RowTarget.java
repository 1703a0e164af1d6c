package dev.earshot.gateway.feed;

import dev.earshot.events.presence.PresenceKey;
import dev.earshot.events.presence.PresenceRow;
import dev.earshot.events.presence.Refusal;
import org.jspecify.annotations.Nullable;

/** Takes records of {@code voice.presence}: the live feeds, or a table that is being filled. On the tailing thread. */
interface RowTarget {
    /**
     * A row or tombstone.
     *
     * @param refusal null unless the record tells a socket that it was refused
     * @return the feed that now has something to flush, null if none
     */
    @Nullable
    GuildFeed row(
            int partition,
            long offset,
            PresenceKey key,
            @Nullable PresenceRow row,
            @Nullable Refusal refusal,
            String why);

    /** The partition was repaired: the rows that follow replace what differs. */
    void generation(int partition, long offset, long generation);

    /** The record before {@code next} holds nothing that could be used. */
    void passed(int partition, long next);
}
