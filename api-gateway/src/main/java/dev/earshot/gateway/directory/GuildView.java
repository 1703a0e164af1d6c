package dev.earshot.gateway.directory;

import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.UserId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A guild at one moment of its directory. Immutable: a change makes a new one.
 *
 * @param version number of the guild's directory events applied so far; a writer names it as what it expects
 * @param offset the newest offset of the guild's partition of {@code voice.directory} that this gateway had read
 * @param channels in the order they were created
 */
public record GuildView(
        GuildId id, String name, long version, long offset, Map<ChannelId, Channel> channels, Set<UserId> members) {
    public GuildView {
        channels = Collections.unmodifiableMap(new LinkedHashMap<>(channels));
    }

    public boolean isMember(UserId user) {
        return members.contains(user);
    }

    /** What the user may do in the channel; nothing if they are no member or it is no channel of this guild. */
    public Set<Permission> permissions(UserId user, ChannelId channel) {
        return PermissionResolver.inChannel(this, user, channel);
    }
}
