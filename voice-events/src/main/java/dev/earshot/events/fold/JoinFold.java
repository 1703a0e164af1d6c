package dev.earshot.events.fold;

import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.presence.Connection;
import dev.earshot.events.presence.Refusal;
import dev.earshot.events.presence.RefusalCode;
import dev.earshot.events.voice.OwnState;
import dev.earshot.events.voice.VoiceEvent;
import org.jspecify.annotations.Nullable;

/** How a join and a resume fold: who may come in, and whom they replace. A part of {@link PresenceFold}. */
final class JoinFold {
    private JoinFold() {}

    static Folded joined(GuildPresence state, VoiceEvent.Joined join, Recorded<?> recorded) {
        UserState user = state.user(join.user());
        RefusalCode refusal = refusal(state, user, join);
        if (refusal != null) return refused(state, join, join.channel(), refusal);

        long offset = recorded.cause().offset();
        Session session = new Session(
                join.session(), join.connection(), offset, join.gateway(), join.resumeHash(), join.client());
        OwnState own = OwnState.joining(join.muted(), join.deafened());
        Stay fresh = Stay.begin(join.channel(), recorded.at(), PresenceFold.muted(own, user.moderation()));
        Member before = user.member();
        if (before == null) {
            Member member = begin(join, session, own, fresh, recorded);
            return Folded.changed(state.with(join.user(), user, user.present(member)), new Change.Joined(member));
        }
        // Rule 3 for a join: the session goes on with the connection that was set last; an older one is too late.
        if (before.isSession(join.session()) && !before.isConnection(join.connection())) {
            return Folded.unchanged(state, NoEffect.OLD_CONNECTION);
        }
        boolean sameCall = before.isSession(join.session()) || before.isSession(continued(join));
        boolean sameChannel = before.channel().equals(join.channel());
        if (!sameCall) {
            Member after = begin(join, session, own, fresh, recorded);
            return Folded.changed(
                    state.with(join.user(), user, user.present(after)), new Change.Replaced(before, after));
        }
        Stay stay =
                sameChannel ? before.stay().muted(PresenceFold.muted(own, user.moderation()), recorded.at()) : fresh;
        Member after = before.in(session, join.profile(), own, stay, offset);
        GuildPresence next = state.with(join.user(), user, user.present(after));
        return Folded.changed(next, sameChannel ? new Change.Altered(before, after) : new Change.Moved(before, after));
    }

    // A resume that the log no longer allows must say so to its socket, or the browser would wait for ever.
    static Folded resumed(GuildPresence state, VoiceEvent.Resumed resume, Recorded<?> recorded) {
        UserState user = state.user(resume.user());
        Member before = user.member();
        if (before == null) return refused(state, resume, null, RefusalCode.SESSION_ENDED);
        if (!before.isSession(resume.session())) {
            return refused(state, resume, before.channel(), RefusalCode.REPLACED);
        }
        long offset = recorded.cause().offset();
        Session session = before.session().resumedBy(resume.connection(), offset, resume.gateway(), resume.client());
        Member after = before.with(session, Connection.LIVE, offset);
        return Folded.changed(state.with(resume.user(), user, user.present(after)), new Change.Altered(before, after));
    }

    private static @Nullable RefusalCode refusal(GuildPresence state, UserState user, VoiceEvent.Joined join) {
        // Rule 7: only a join older than the removal is refused; whoever was let in again may come.
        if (user.removedAt() > join.directoryOffset()) return RefusalCode.NOT_A_MEMBER;
        if (state.closed().getOrDefault(join.channel(), UserState.NEVER) > join.directoryOffset()) {
            return RefusalCode.CHANNEL_CLOSED;
        }
        if (join.continues() != null && !mayContinue(user, join)) return RefusalCode.REPLACED;
        return seated(state, join) ? null : RefusalCode.CHANNEL_FULL;
    }

    // Rule 2: an automatic rejoin comes back only for a session that is current, or was the last and ended by expiry.
    // Otherwise the person is elsewhere by now, and two devices would evict each other for ever.
    private static boolean mayContinue(UserState user, VoiceEvent.Joined join) {
        Member member = user.member();
        if (member != null) return member.isSession(continued(join)) || member.isSession(join.session());
        return continued(join).equals(user.expired());
    }

    private static boolean seated(GuildPresence state, VoiceEvent.Joined join) {
        if (join.seats() <= 0) return true;
        Member member = state.member(join.user());
        boolean holdsSeat = member != null && member.channel().equals(join.channel());
        return holdsSeat || state.taken(join.channel()) < join.seats();
    }

    private static Member begin(
            VoiceEvent.Joined join, Session session, OwnState own, Stay stay, Recorded<?> recorded) {
        return new Member(
                join.user(),
                session,
                join.profile(),
                own,
                Connection.LIVE,
                Member.callId(recorded.cause()),
                recorded.at(),
                stay,
                recorded.cause().offset());
    }

    private static Folded refused(
            GuildPresence state, VoiceEvent.OfSession asked, @Nullable ChannelId channel, RefusalCode code) {
        UserId user = asked.user();
        return Folded.refused(
                state, new Change.Refused(user, asked.session(), channel, new Refusal(asked.connection(), code)));
    }

    private static SessionId continued(VoiceEvent.Joined join) {
        return join.continues() == null ? join.session() : join.continues();
    }
}
