package dev.earshot.events.fold;

import dev.earshot.events.change.EndReason;
import dev.earshot.events.id.UserId;
import dev.earshot.events.presence.Connection;
import dev.earshot.events.voice.LeftWhy;
import dev.earshot.events.voice.Moderation;
import dev.earshot.events.voice.OwnState;
import dev.earshot.events.voice.VoiceEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The meaning of {@code voice.events}: a guild's presence and an event give its next presence and what changed. Pure; live
 * folding, restoring and the time machine all run this one function. The numbered rules are those of the design.
 */
public final class PresenceFold {
    private PresenceFold() {}

    /** Folds one event. Never throws for anything that an event may hold. */
    public static Folded apply(GuildPresence state, Recorded<? extends VoiceEvent> recorded) {
        return switch (recorded.event()) {
            case VoiceEvent.Joined joined -> JoinFold.joined(state, joined, recorded);
            case VoiceEvent.Resumed resumed -> JoinFold.resumed(state, resumed, recorded);
            case VoiceEvent.Left left -> left(state, left, recorded);
            case VoiceEvent.Disconnected gone -> disconnected(state, gone, recorded);
            case VoiceEvent.StateSet set -> stateSet(state, set, recorded);
            case VoiceEvent.Moderated moderated -> moderated(state, moderated, recorded);
            case VoiceEvent.Expired expired -> expired(state, expired, recorded);
            case VoiceEvent.ChannelClosed closed -> channelClosed(state, closed, recorded);
            case VoiceEvent.MemberRemoved removed -> memberRemoved(state, removed, recorded);
            case VoiceEvent.MediaObserved _ -> Folded.unchanged(state, NoEffect.OBSERVATION);
        };
    }

    // Rule 3: only the user's current session, by its current connection, speaks for them. A leave that was late on the
    // wire, or a disconnect of a socket that a resume has left behind, names an older one and changes nothing.
    private static @Nullable NoEffect disbelief(@Nullable Member member, VoiceEvent.OfSession said) {
        if (member == null) return NoEffect.NOT_PRESENT;
        if (!member.isSession(said.session())) return NoEffect.OLD_SESSION;
        return member.isConnection(said.connection()) ? null : NoEffect.OLD_CONNECTION;
    }

    // Rule 4: a clean leave acts at once.
    private static Folded left(GuildPresence state, VoiceEvent.Left left, Recorded<?> recorded) {
        UserState user = state.user(left.user());
        Member member = user.member();
        NoEffect why = disbelief(member, left);
        if (member == null || why != null) return Folded.unchanged(state, ignored(why));
        EndReason reason = switch (left.why()) {
            case LeftWhy.ASKED -> EndReason.LEFT;
            case LeftWhy.PERMISSION_LOST -> EndReason.PERMISSION_LOST;
        };
        return Folded.changed(
                state.with(left.user(), user, user.gone(null)), new Change.Left(member, reason, recorded.at()));
    }

    // Rule 4: a socket that ends dims the person; only the lease takes them out.
    private static Folded disconnected(GuildPresence state, VoiceEvent.Disconnected gone, Recorded<?> recorded) {
        UserState user = state.user(gone.user());
        Member member = user.member();
        NoEffect why = disbelief(member, gone);
        if (member == null || why != null) return Folded.unchanged(state, ignored(why));
        Member dimmed = member.with(
                member.session(), Connection.RECONNECTING, recorded.cause().offset());
        return altered(state, user, member, dimmed);
    }

    private static Folded stateSet(GuildPresence state, VoiceEvent.StateSet set, Recorded<?> recorded) {
        UserState user = state.user(set.user());
        Member member = user.member();
        NoEffect why = disbelief(member, set);
        if (member == null || why != null) return Folded.unchanged(state, ignored(why));
        Stay stay = member.stay().muted(muted(set.own(), user.moderation()), recorded.at());
        return altered(
                state,
                user,
                member,
                member.with(set.own(), stay, recorded.cause().offset()));
    }

    // Rule 6: moderation belongs to the member and is kept apart from the person's own mute: lifting one restores the
    // other.
    private static Folded moderated(GuildPresence state, VoiceEvent.Moderated imposed, Recorded<?> recorded) {
        UserState user = state.user(imposed.user());
        if (user.moderation().equals(imposed.moderation())) return Folded.unchanged(state, NoEffect.NOTHING_NEW);
        Member member = user.member();
        if (member == null) {
            GuildPresence next = state.with(imposed.user(), user, user.moderated(null, imposed.moderation()));
            return Folded.unseen(next, imposed.user(), NoEffect.NOT_PRESENT);
        }
        Member counted = member.with(member.stay().muted(muted(member.own(), imposed.moderation()), recorded.at()));
        GuildPresence next = state.with(imposed.user(), user, user.moderated(counted, imposed.moderation()));
        return Folded.changed(next, new Change.Altered(member, counted));
    }

    // Rule 5: an expiry is void once the session was heard of after it was decided; its evidence says up to where the
    // projector had looked. The lease then starts anew.
    private static Folded expired(GuildPresence state, VoiceEvent.Expired expired, Recorded<?> recorded) {
        UserState user = state.user(expired.user());
        Member member = user.member();
        if (member == null) return Folded.unchanged(state, NoEffect.NOT_PRESENT);
        if (!member.isSession(expired.session())) return Folded.unchanged(state, NoEffect.OLD_SESSION);
        if (member.lastOffset() > expired.lastOffset()) return Folded.unchanged(state, NoEffect.HEARD_SINCE);
        // The last sign of life has the time of voice.signals, whose clock may have been ahead.
        Instant ended = expired.lastHeard().isAfter(recorded.at()) ? recorded.at() : expired.lastHeard();
        return Folded.changed(
                state.with(expired.user(), user, user.gone(expired.session())),
                new Change.Left(member, EndReason.EXPIRED, ended));
    }

    // Whoever is in the channel is out, whatever their session or connection: a powered-off user's ghost as well.
    private static Folded channelClosed(GuildPresence state, VoiceEvent.ChannelClosed closed, Recorded<?> recorded) {
        GuildPresence next = state.withClosed(closed.channel(), closed.directoryOffset());
        List<Member> inside = state.members()
                .filter(member -> member.channel().equals(closed.channel()))
                .sorted((a, b) -> a.user().value().compareTo(b.user().value()))
                .toList();
        List<Change> changes = new ArrayList<>(inside.size());
        List<UserId> touched = new ArrayList<>(inside.size());
        for (Member member : inside) {
            next = next.with(member.user(), next.user(member.user()).gone(null));
            changes.add(new Change.Left(member, EndReason.CHANNEL_CLOSED, recorded.at()));
            touched.add(member.user());
        }
        return new Folded(next, changes, touched, changes.isEmpty() ? NoEffect.NOT_PRESENT : null);
    }

    private static Folded memberRemoved(GuildPresence state, VoiceEvent.MemberRemoved removed, Recorded<?> recorded) {
        UserState user = state.user(removed.user());
        GuildPresence next = state.with(removed.user(), user, user.removed(removed.directoryOffset()));
        Member member = user.member();
        if (member == null) return Folded.unseen(next, removed.user(), NoEffect.NOT_PRESENT);
        return Folded.changed(next, new Change.Left(member, EndReason.REMOVED, recorded.at()));
    }

    private static Folded altered(GuildPresence state, UserState user, Member before, Member after) {
        GuildPresence next = state.with(after.user(), user, user.present(after));
        boolean same = before.own().equals(after.own()) && before.connection() == after.connection();
        return same
                ? Folded.unseen(next, after.user(), NoEffect.NOTHING_NEW)
                : Folded.changed(next, new Change.Altered(before, after));
    }

    static boolean muted(OwnState own, Moderation moderation) {
        return own.muted() || moderation.serverMuted();
    }

    private static NoEffect ignored(@Nullable NoEffect why) {
        return why == null ? NoEffect.NOT_PRESENT : why;
    }
}
