package dev.earshot.gateway.feed;

import dev.earshot.events.presence.PresenceKey;
import dev.earshot.events.presence.PresenceRow;
import dev.earshot.events.presence.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Hears of every record of {@code voice.presence} read while tailing, and of every row that is another, or gone, after the table was read
 * again. On the tailing thread: it hands over and returns.
 */
public interface RowListener {
    /**
     * @param row null for a tombstone, or for a row that a table read again does not have
     * @param refusal null unless the record tells a socket that it was refused
     */
    void onRow(PresenceKey key, @Nullable PresenceRow row, @Nullable Refusal refusal);
}
