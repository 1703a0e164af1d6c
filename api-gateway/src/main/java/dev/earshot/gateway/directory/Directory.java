package dev.earshot.gateway.directory;

import dev.earshot.events.id.GuildId;
import java.util.Optional;
import reactor.core.publisher.Flux;

/** Every guild as this gateway has read it from {@code voice.directory}. Reads are from memory and never block. */
public interface Directory {
    /** Empty if there is no such guild. */
    Optional<GuildView> guild(GuildId id);

    /**
     * A guild each time its view changed, after {@link #guild} shows the change. Hot, never ends; each subscriber gets its
     * own copy and must not block.
     */
    Flux<GuildId> changes();
}
