package dev.earshot.gateway.feed;

import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.presence.PresenceRow;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import reactor.core.publisher.Mono;

/** {@code voice.presence} as this gateway has read it. Reads are from memory, from any thread, and never block. */
public interface PresenceTable {
    /** The user's row in the guild, empty while they are in no channel of it. */
    Optional<PresenceRow> row(GuildId guild, UserId user);

    /**
     * The user's row as soon as it matches, at once if it does now. Never ends by itself: the caller sets a timeout, and
     * cancelling forgets the wait.
     */
    Mono<PresenceRow> awaitRow(GuildId guild, UserId user, Predicate<PresenceRow> matches);

    /** Everybody present in the guild, a copy. */
    Collection<PresenceRow> rows(GuildId guild);

    /** The guilds of a partition that anybody is present in, a copy. */
    Set<GuildId> guilds(int partition);

    /** How many partitions the voice topics have. */
    int partitions();

    /**
     * Whether what is shown is whole and live: not before the table was read once, nor while it is read again from its beginning or does
     * not exist. The rows until then stay.
     */
    boolean ready();

    /**
     * Whether a row that is missing says that nobody is there. Not while the table was found cut, truncated or created again and the
     * projector has not written again what is gone.
     */
    boolean complete();
}
