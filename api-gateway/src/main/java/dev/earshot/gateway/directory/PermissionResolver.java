package dev.earshot.gateway.directory;

import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.UserId;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** Who may do what, from a guild's view alone. Pure. */
public final class PermissionResolver {
    private static final Set<Permission> OF_MEMBERS =
            Collections.unmodifiableSet(EnumSet.of(Permission.VIEW, Permission.CONNECT, Permission.SPEAK));

    private PermissionResolver() {}

    /** What the user may do in the guild as a whole; nothing if they are no member. */
    public static Set<Permission> inGuild(GuildView guild, UserId user) {
        return guild.isMember(user) ? OF_MEMBERS : Set.of();
    }

    /** What the user may do in the channel; nothing if they are no member or it is no channel of this guild. */
    public static Set<Permission> inChannel(GuildView guild, UserId user, ChannelId channel) {
        return guild.channels().containsKey(channel) ? inGuild(guild, user) : Set.of();
    }
}
