package dev.earshot.gateway.socket;

import dev.earshot.events.id.ChannelId;
import dev.earshot.events.voice.LeftWhy;
import dev.earshot.events.voice.VoiceEvent;
import dev.earshot.gateway.directory.GuildView;
import dev.earshot.gateway.directory.Permission;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether somebody who is in a channel may still be there. Pure. Asked when the row appears and at every change of the
 * directory, so that a ban never loses to a join in flight.
 */
record Removal(VoiceEvent event, boolean mayBeLag) {
    private static final Set<Permission> NEEDED = Set.of(Permission.VIEW, Permission.CONNECT);

    /**
     * The event that takes them out, empty if they may stay.
     *
     * <p>{@code mayBeLag} marks what is also seen by a gateway that has not yet read the newest directory (a member or a channel
     * it does not know): to be looked at once more before it is believed.
     */
    static Optional<Removal> of(SessionState session, ChannelId channel, @Nullable GuildView guild) {
        VoiceEvent left = CommandDecider.left(session, LeftWhy.PERMISSION_LOST);
        if (guild == null) return Optional.of(new Removal(left, true));
        if (!guild.isMember(session.user())) {
            return Optional.of(new Removal(new VoiceEvent.MemberRemoved(session.user(), guild.offset()), true));
        }
        if (!guild.channels().containsKey(channel)) return Optional.of(new Removal(left, true));
        if (guild.permissions(session.user(), channel).containsAll(NEEDED)) return Optional.empty();
        return Optional.of(new Removal(left, false));
    }
}
