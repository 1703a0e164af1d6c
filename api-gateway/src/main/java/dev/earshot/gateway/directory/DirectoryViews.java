package dev.earshot.gateway.directory;

import dev.earshot.events.directory.DirectoryEvent;
import dev.earshot.events.id.GuildId;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** The views in memory: one thread applies, everybody reads. */
@Component
public final class DirectoryViews implements Directory {
    /** Outcomes that are remembered: far more than writers wait at one time. */
    private static final int OUTCOMES = 1024;

    private volatile Map<GuildId, GuildView> views = new ConcurrentHashMap<>();
    private final Map<Made, GuildView> outcomes = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Made, GuildView> eldest) {
            return size() > OUTCOMES;
        }
    };
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

    /** Which record made a view. */
    private record Made(GuildId guild, long offset) {}

    /** Applies a record, from the tail's thread alone. */
    void apply(GuildId guild, long offset, DirectoryEvent event) {
        if (fold(views, guild, offset, event)) changes.tryEmitNext(guild);
    }

    /** Applies a record to views that are not shown yet. @return false if the event lost and changed nothing */
    boolean fold(Map<GuildId, GuildView> target, GuildId guild, long offset, DirectoryEvent event) {
        Optional<GuildView> next = DirectoryFold.apply(target.get(guild), guild, offset, event);
        next.ifPresent(view -> {
            target.put(guild, view);
            synchronized (outcomes) {
                outcomes.put(new Made(guild, offset), view);
            }
        });
        return next.isPresent();
    }

    /** Shows other views, whole, and tells of every guild that differs. From the tail's thread alone. */
    void swap(Map<GuildId, GuildView> whole) {
        Map<GuildId, GuildView> before = views;
        views = new ConcurrentHashMap<>(whole);
        Set<GuildId> all = new HashSet<>(before.keySet());
        all.addAll(whole.keySet());
        for (GuildId guild : all) {
            if (!Objects.equals(before.get(guild), whole.get(guild))) changes.tryEmitNext(guild);
        }
    }

    /** The view that the record with this offset made, empty if it lost. Known for the last thousand. */
    Optional<GuildView> madeBy(GuildId guild, long offset) {
        synchronized (outcomes) {
            return Optional.ofNullable(outcomes.get(new Made(guild, offset)));
        }
    }

    /** Offsets begin again. */
    void forgetOutcomes() {
        synchronized (outcomes) {
            outcomes.clear();
        }
    }
}
