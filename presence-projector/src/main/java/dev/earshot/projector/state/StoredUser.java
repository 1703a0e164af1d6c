package dev.earshot.projector.state;

import dev.earshot.events.fold.LiveGuild;
import dev.earshot.events.fold.Speech;
import dev.earshot.events.fold.UserState;
import dev.earshot.events.id.UserId;

/** Everything remembered of one user of a guild, whole: writing it twice is harmless. */
public record StoredUser(UserId user, UserState state, Speech speech) {

    /** The user as they are in this guild now. */
    public static StoredUser of(UserId user, LiveGuild guild) {
        return new StoredUser(user, guild.presence().user(user), guild.speech(user));
    }

    /** Whether there is nothing to remember, so that the stored value can go. */
    boolean isForgotten() {
        return state.equals(UserState.UNKNOWN) && speech.equals(Speech.SILENT);
    }
}
