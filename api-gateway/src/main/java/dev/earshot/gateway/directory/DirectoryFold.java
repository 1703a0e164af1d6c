package dev.earshot.gateway.directory;

import static kotlinx.collections.immutable.ExtensionsKt.persistentHashSetOf;
import static kotlinx.collections.immutable.ExtensionsKt.toPersistentHashSet;

import dev.earshot.events.directory.DirectoryEvent;
import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.UserId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kotlinx.collections.immutable.PersistentSet;
import org.jspecify.annotations.Nullable;

/**
 * The meaning of {@code voice.directory}: a guild and an event give its next view. Pure; every gateway that reads the same
 * records in the same order has the same view.
 */
public final class DirectoryFold {
    private DirectoryFold() {}

    /**
     * Applies an event if it expects what is there. Two writers may both have seen version 7: the record that Kafka put first
     * makes 8, and the other, which still expects 7, changes nothing.
     *
     * @param before null while the guild does not exist; its first event creates it
     * @param offset where the event is in the guild's partition
     * @return the next view, empty if the event is not applied
     */
    public static Optional<GuildView> apply(
            @Nullable GuildView before, GuildId guild, long offset, DirectoryEvent event) {
        if (event.expects() != (before == null ? 0 : before.version())) return Optional.empty();
        if (before == null) {
            return event instanceof DirectoryEvent.GuildCreated created
                    ? Optional.of(new GuildView(guild, created.name(), 1, offset, Map.of(), persistentHashSetOf()))
                    : Optional.empty();
        }
        return switch (event) {
            case DirectoryEvent.GuildCreated _ -> Optional.empty();
            case DirectoryEvent.ChannelCreated created -> Optional.of(withChannel(before, offset, created));
            case DirectoryEvent.ChannelDeleted deleted -> Optional.of(without(before, offset, deleted.channel()));
            case DirectoryEvent.MemberAdded added ->
                Optional.of(
                        next(before, offset, before.channels(), members(before).add(added.user())));
            case DirectoryEvent.MemberRemoved removed ->
                Optional.of(
                        next(before, offset, before.channels(), members(before).remove(removed.user())));
        };
    }

    private static GuildView withChannel(GuildView before, long offset, DirectoryEvent.ChannelCreated created) {
        Map<ChannelId, Channel> channels = new LinkedHashMap<>(before.channels());
        channels.put(
                created.channel(), new Channel(created.channel(), created.name(), created.kind(), created.seats()));
        return next(before, offset, channels, before.members());
    }

    private static GuildView without(GuildView before, long offset, ChannelId deleted) {
        Map<ChannelId, Channel> channels = new LinkedHashMap<>(before.channels());
        channels.remove(deleted);
        return next(before, offset, channels, before.members());
    }

    // Persistent: a guild of a thousand members is not copied for the thousand and first.
    private static PersistentSet<UserId> members(GuildView view) {
        return toPersistentHashSet(view.members());
    }

    private static GuildView next(
            GuildView before, long offset, Map<ChannelId, Channel> channels, Set<UserId> members) {
        return new GuildView(before.id(), before.name(), before.version() + 1, offset, channels, members);
    }
}
