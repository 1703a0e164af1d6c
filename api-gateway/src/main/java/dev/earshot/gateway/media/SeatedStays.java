package dev.earshot.gateway.media;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.presence.PresenceKey;
import dev.earshot.events.presence.PresenceRow;
import dev.earshot.events.presence.Refusal;
import dev.earshot.gateway.feed.GuildFeeds;
import dev.earshot.gateway.feed.RowListener;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Which sessions had a row in which channel since this gateway started. Every gateway reads every row, so it does not matter
 * which one issued the token. A session that is forgotten here counts as never seen, and is worth the grace of one.
 */
@Component
final class SeatedStays implements RowListener {
    /** Some 7 MB at most. */
    private static final int LARGEST = 20_000;

    private record Stay(Room room, UserId user, SessionId session) {}

    private final Cache<Stay, Boolean> stays =
            Caffeine.newBuilder().maximumSize(LARGEST).build();

    SeatedStays(GuildFeeds feeds) {
        feeds.listen(this);
    }

    @Override
    public void onRow(PresenceKey key, @Nullable PresenceRow row, @Nullable Refusal refusal) {
        if (row == null) return;
        ChannelId channel = row.channelId();
        stays.put(new Stay(new Room(key.guild(), channel), key.user(), row.sessionId()), true);
    }

    boolean contains(Room room, UserId user, SessionId session) {
        return stays.getIfPresent(new Stay(room, user, session)) != null;
    }
}
