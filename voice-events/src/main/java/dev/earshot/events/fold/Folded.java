package dev.earshot.events.fold;

import dev.earshot.events.id.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A state and how it differs from the one before, made together so that they cannot disagree.
 *
 * @param changes what others may see, in order; empty if nothing
 * @param touched users whose stored state differs, seen or not
 * @param noEffect why nothing visible changed, null if something did
 */
public record Folded(
        GuildPresence next,
        List<Change> changes,
        List<UserId> touched,
        @Nullable NoEffect noEffect) {

    static Folded unchanged(GuildPresence state, NoEffect why) {
        return new Folded(state, List.of(), List.of(), why);
    }

    /** Remembered, but nothing that anybody sees. */
    static Folded unseen(GuildPresence next, UserId touched, NoEffect why) {
        return new Folded(next, List.of(), List.of(touched), why);
    }

    static Folded changed(GuildPresence next, Change change) {
        return new Folded(next, List.of(change), List.of(change.user()), null);
    }

    static Folded refused(GuildPresence state, Change.Refused refused) {
        return new Folded(state, List.of(refused), List.of(), NoEffect.REFUSED);
    }
}
