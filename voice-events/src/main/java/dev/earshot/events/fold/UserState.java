package dev.earshot.events.fold;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.voice.Moderation;
import org.jspecify.annotations.Nullable;

/**
 * All the fold remembers of one user of one guild.
 *
 * @param member the person's presence, null while they are in no channel
 * @param removedAt directory offset of the last removal, {@link #NEVER} if there was none
 * @param expired the user's last session, if it ended by expiry: only that one may be continued
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UserState(
        @Nullable Member member,
        Moderation moderation,
        long removedAt,
        @Nullable SessionId expired) {
    /** No removal so far. */
    public static final long NEVER = -1;

    /** Somebody the fold has never heard of. */
    public static final UserState UNKNOWN = new UserState(null, Moderation.NONE, NEVER, null);

    UserState present(Member next) {
        return new UserState(next, moderation, removedAt, null);
    }

    /** The same with the member's times changed and nothing else. */
    UserState at(Member moved) {
        return new UserState(moved, moderation, removedAt, expired);
    }

    UserState gone(@Nullable SessionId byExpiry) {
        return new UserState(null, moderation, removedAt, byExpiry);
    }

    UserState moderated(@Nullable Member next, Moderation imposed) {
        return new UserState(next, imposed, removedAt, expired);
    }

    UserState removed(long directoryOffset) {
        return new UserState(null, moderation, Math.max(removedAt, directoryOffset), null);
    }
}
