package dev.earshot.gateway.directory;

import dev.earshot.events.directory.DirectoryEvent;
import dev.earshot.events.id.GuildId;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** The views in memory: one thread applies, everybody reads. */
@Component
public final class DirectoryViews implements Directory {
    private final Map<GuildId, GuildView> views = new ConcurrentHashMap<>();
    private final Sinks.Many<GuildId> changes = Sinks.many().multicast().directBestEffort();

    @Override
    public Optional<GuildView> guild(GuildId id) {
        return Optional.ofNullable(views.get(id));
    }

    /** Every guild, in no particular order; not a copy, and safe to walk while it changes. */
    public Collection<GuildView> guilds() {
        return views.values();
    }

    @Override
    public Flux<GuildId> changes() {
        // A subscriber that is behind must not lose the one change it waits for.
        return changes.asFlux().onBackpressureBuffer();
    }

    /** Applies a record, from the tail's thread alone. The new view, or empty if the event lost and changed nothing. */
    Optional<GuildView> apply(GuildId guild, long offset, DirectoryEvent event) {
        Optional<GuildView> next = DirectoryFold.apply(views.get(guild), guild, offset, event);
        next.ifPresent(view -> {
            views.put(guild, view);
            changes.tryEmitNext(guild);
        });
        return next;
    }
}
