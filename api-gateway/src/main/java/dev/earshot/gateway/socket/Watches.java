package dev.earshot.gateway.socket;

import dev.earshot.events.directory.ChannelKind;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.UserId;
import dev.earshot.gateway.directory.Channel;
import dev.earshot.gateway.directory.GuildView;
import dev.earshot.gateway.directory.Permission;
import dev.earshot.gateway.feed.Visible;
import dev.earshot.gateway.feed.Watcher;
import dev.earshot.gateway.wire.ClientFrame;
import dev.earshot.gateway.wire.SocketError;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** The guilds that one socket watches. On its event loop alone. */
final class Watches {
    private final SocketParts parts;
    private final SocketLine line;
    private final UserId user;
    private final Map<GuildId, Watcher> watchers = new HashMap<>(2);

    Watches(SocketParts parts, SocketLine line, UserId user) {
        this.parts = parts;
        this.line = line;
        this.user = user;
    }

    /** Sends what the socket lacks, and from then on every change. @return why not, empty if it does */
    Optional<SocketError> subscribe(ClientFrame.Subscribe frame) {
        Optional<GuildView> guild = parts.directory().guild(frame.guild());
        if (guild.isEmpty() || !guild.get().isMember(user)) return Optional.of(SocketError.NO_SUCH_GUILD);
        Watcher before = watchers.remove(frame.guild());
        if (before != null) before.close();
        if (watchers.size() >= parts.settings().maxGuilds()) return Optional.of(SocketError.TOO_MANY_GUILDS);
        watchers.put(
                frame.guild(),
                parts.feeds().feed(frame.guild()).watch(line, visible(guild.get()), frame.epoch(), frame.version()));
        return Optional.empty();
    }

    /** The last version of the guild that was sent on this socket; empty if it does not watch it. */
    OptionalLong sentVersion(GuildId guild) {
        Watcher watcher = watchers.get(guild);
        return watcher == null ? OptionalLong.empty() : OptionalLong.of(watcher.sentVersion());
    }

    void directoryChanged(GuildId guild) {
        Watcher watcher = watchers.get(guild);
        if (watcher == null) return;
        watcher.see(parts.directory().guild(guild).map(this::visible).orElseGet(() -> new Visible(Set.of())));
    }

    void close() {
        watchers.values().forEach(Watcher::close);
        watchers.clear();
    }

    private Visible visible(GuildView guild) {
        return new Visible(guild.channels().values().stream()
                .filter(channel -> channel.kind() == ChannelKind.VOICE)
                .map(Channel::id)
                .filter(channel -> guild.permissions(user, channel).contains(Permission.VIEW))
                .collect(Collectors.toSet()));
    }
}
