package dev.earshot.gateway.socket;

import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.presence.PresenceKey;
import dev.earshot.events.presence.PresenceRow;
import dev.earshot.events.presence.Refusal;
import dev.earshot.gateway.directory.Directory;
import dev.earshot.gateway.feed.GuildFeeds;
import dev.earshot.gateway.feed.RowListener;
import dev.earshot.gateway.log.Heard;
import dev.earshot.gateway.log.HeardSession;
import jakarta.annotation.PreDestroy;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;

/** Every open socket of this gateway, by its person: rows and changes of the directory find their way from here. */
@Component
final class LiveSockets implements RowListener, Heard, OpenSockets {
    private final Map<UserId, Set<VoiceSocket>> byUser = new ConcurrentHashMap<>();
    private final Set<VoiceSocket> all = ConcurrentHashMap.newKeySet();
    private final SocketRounds rounds = new SocketRounds();
    private final Disposable directory;

    LiveSockets(GuildFeeds feeds, Directory directory, SocketMetrics metrics) {
        feeds.listen(this);
        this.directory = directory.changes().subscribe(this::directoryChanged);
        metrics.gauges(all::size, this::joined);
    }

    void opened(VoiceSocket socket) {
        all.add(socket);
        rounds.add(socket);
        byUser.compute(socket.user(), (_, known) -> {
            Set<VoiceSocket> sockets = known == null ? ConcurrentHashMap.newKeySet(1) : known;
            sockets.add(socket);
            return sockets;
        });
    }

    void closed(VoiceSocket socket) {
        all.remove(socket);
        rounds.remove(socket);
        byUser.computeIfPresent(socket.user(), (_, sockets) -> {
            sockets.remove(socket);
            return sockets.isEmpty() ? null : sockets;
        });
    }

    Collection<VoiceSocket> all() {
        return all;
    }

    @Override
    public void onRow(PresenceKey key, @Nullable PresenceRow row, @Nullable Refusal refusal) {
        Set<VoiceSocket> sockets = byUser.get(key.user());
        if (sockets == null) return;
        for (VoiceSocket socket : sockets) socket.onRow(key.guild(), row, refusal);
    }

    @Override
    public void forEach(Consumer<HeardSession> each) {
        for (VoiceSocket socket : all) socket.inChannel().ifPresent(each);
    }

    @Override
    public List<OpenSession> all(Instant now) {
        return all.stream().map(socket -> socket.open(now)).toList();
    }

    @PreDestroy
    void stop() {
        directory.dispose();
    }

    private void directoryChanged(GuildId guild) {
        for (VoiceSocket socket : all) socket.directoryChanged(guild);
    }

    private int joined() {
        return (int)
                all.stream().filter(socket -> socket.inChannel().isPresent()).count();
    }
}
