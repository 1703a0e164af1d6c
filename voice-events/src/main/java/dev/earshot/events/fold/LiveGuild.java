package dev.earshot.events.fold;

import static kotlinx.collections.immutable.ExtensionsKt.persistentHashMapOf;

import dev.earshot.events.id.UserId;
import dev.earshot.events.presence.PresenceRow;
import kotlinx.collections.immutable.PersistentMap;
import org.jspecify.annotations.Nullable;

/** A guild as browsers see it: presence from the log, speech laid over it. */
public record LiveGuild(GuildPresence presence, PersistentMap<UserId, Speech> speech) {
    public static final LiveGuild EMPTY = new LiveGuild(GuildPresence.EMPTY, persistentHashMapOf());

    /** The person's row as gateways get it, null while they are in no channel. */
    public @Nullable PresenceRow row(UserId user) {
        UserState state = presence.user(user);
        Member member = state.member();
        if (member == null) return null;
        return new PresenceRow(
                user,
                member.channel(),
                member.session().id(),
                member.session().connection(),
                member.session().connectionSetAt(),
                member.session().gateway(),
                member.session().resumeHash(),
                member.callId(),
                member.profile(),
                member.own(),
                state.moderation(),
                speech(user).shownSince() != null,
                member.stay().began(),
                member.connection());
    }

    public Speech speech(UserId user) {
        return speech.getOrDefault(user, Speech.SILENT);
    }

    LiveGuild with(GuildPresence next) {
        return next == presence ? this : new LiveGuild(next, speech);
    }

    LiveGuild with(UserId user, Speech next) {
        PersistentMap<UserId, Speech> voices =
                next.equals(Speech.SILENT) ? speech.remove(user) : speech.put(user, next);
        return new LiveGuild(presence, voices);
    }
}
