package dev.earshot.events.fold;

import dev.earshot.events.change.Cause;
import dev.earshot.events.change.EndReason;
import dev.earshot.events.change.EndedStay;
import dev.earshot.events.change.VoiceChange;
import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.presence.PresenceHeaders;
import dev.earshot.events.presence.PresenceRow;
import dev.earshot.events.presence.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what one input did, in order: facts with their numbers, and the rows that differ in the end. Facts of presence are
 * numbered first, by the event and its guild alone; stretches of speech come after them. A projector that folds the same
 * event again after a crash may know more or less speech, and must not give the same leave another number.
 */
final class OutcomeBuilder {
    private final GuildId guild;
    private final LiveGuild before;
    private final Cause cause;
    private final Instant at;
    private final List<VoiceChange> facts = new ArrayList<>(2);
    private final List<VoiceChange.Spoke> stretches = new ArrayList<>(0);
    private final List<Change.Refused> refusals = new ArrayList<>(0);
    private final Set<UserId> touched = new LinkedHashSet<>(2);
    private LiveGuild next;
    private @Nullable ChannelId closed;

    OutcomeBuilder(GuildId guild, LiveGuild before, LiveGuild next, Cause cause, Instant at) {
        this.guild = guild;
        this.before = before;
        this.next = next;
        this.cause = cause;
        this.at = at;
    }

    void touch(UserId user) {
        touched.add(user);
    }

    void closed(ChannelId channel) {
        closed = channel;
    }

    /** What a person's browser says has changed; the ring follows. */
    void speech(UserId user, Speech said) {
        touched.add(user);
        next = next.with(user, said);
        settle(user);
    }

    void record(Change change) {
        switch (change) {
            case Change.Joined(Member member) -> {
                facts.add(joined(member));
                settle(member.user());
            }
            case Change.Moved(Member from, Member to) -> {
                EndedStay stay = endStay(from, at);
                facts.add(new VoiceChange.Moved(
                        number(),
                        at,
                        guild,
                        to.user(),
                        to.profile(),
                        to.session().id(),
                        to.callId(),
                        to.callBegan(),
                        stay,
                        to.channel()));
                settle(to.user());
            }
            case Change.Replaced(Member from, Member to) -> {
                facts.add(left(from, EndReason.REPLACED, at));
                facts.add(joined(to));
                settle(to.user());
            }
            case Change.Left(Member member, EndReason why, Instant ended) -> facts.add(left(member, why, ended));
            case Change.Altered(Member _, Member to) -> {
                facts.add(new VoiceChange.StateChanged(
                        number(),
                        at,
                        guild,
                        to.user(),
                        to.session().id(),
                        to.callId(),
                        to.channel(),
                        to.own(),
                        next.presence().user(to.user()).moderation(),
                        to.connection()));
                settle(to.user());
            }
            case Change.Refused refused -> {
                refusals.add(refused);
                facts.add(new VoiceChange.Refused(
                        number(),
                        at,
                        guild,
                        refused.user(),
                        refused.session(),
                        refused.channel(),
                        refused.refusal().code().code()));
            }
        }
    }

    Outcome build(@Nullable NoEffect noEffect) {
        List<Outcome.RowWrite> rows = new ArrayList<>(touched.size() + refusals.size());
        for (UserId user : touched) {
            PresenceRow was = before.row(user);
            PresenceRow is = next.row(user);
            if (!Objects.equals(was, is)) rows.add(new Outcome.RowWrite(user, is, kind(user, was, is), null));
        }
        for (Change.Refused refused : refusals) {
            Refusal refusal = refused.refusal();
            rows.add(new Outcome.RowWrite(refused.user(), next.row(refused.user()), "refused", refusal));
        }
        for (VoiceChange.Spoke spoke : stretches) facts.add(numbered(spoke));
        return new Outcome(next, rows, facts, touched, closed, noEffect);
    }

    private void settle(UserId user) {
        UserState state = next.presence().user(user);
        SpeechFold.Settled settled = SpeechFold.settle(next.speech(user), state.member(), state.moderation(), at);
        Member spoke = state.member() == null ? before.presence().member(user) : state.member();
        if (spoke != null) spoke(spoke, settled.stretchBegan());
        next = next.with(user, settled.next());
    }

    private EndedStay endStay(Member member, Instant ended) {
        Speech speech = next.speech(member.user());
        long spoken = SpeechFold.spokenUntil(speech, ended);
        SpeechFold.Settled settled = SpeechFold.endStay(speech);
        spoke(member, settled.stretchBegan());
        next = next.with(member.user(), settled.next());
        return member.stay().end(ended, spoken);
    }

    private void spoke(Member member, @Nullable Instant began) {
        if (began == null) return;
        stretches.add(new VoiceChange.Spoke(
                cause, at, guild, member.user(), member.session().id(), member.callId(), member.channel(), began));
    }

    // A browser says "left" or "timed out", and the tombstone is all that its gateway gets to know.
    private String departure(UserId user) {
        for (VoiceChange fact : facts) {
            if (fact instanceof VoiceChange.Left left && left.user().equals(user))
                return PresenceHeaders.left(left.why());
        }
        return PresenceHeaders.left(EndReason.LEFT);
    }

    private VoiceChange.Joined joined(Member member) {
        return new VoiceChange.Joined(
                number(),
                at,
                guild,
                member.user(),
                member.profile(),
                member.session().id(),
                member.callId(),
                member.channel(),
                member.session().client());
    }

    private VoiceChange.Left left(Member member, EndReason why, Instant ended) {
        EndedStay stay = endStay(member, ended);
        return new VoiceChange.Left(
                number(),
                at,
                guild,
                member.user(),
                member.profile(),
                member.session().id(),
                member.callId(),
                member.callBegan(),
                stay,
                why);
    }

    private VoiceChange.Spoke numbered(VoiceChange.Spoke spoke) {
        return new VoiceChange.Spoke(
                number(),
                spoke.at(),
                spoke.guild(),
                spoke.user(),
                spoke.session(),
                spoke.callId(),
                spoke.channel(),
                spoke.began());
    }

    private Cause number() {
        return cause.fact(facts.size());
    }

    private String kind(UserId user, @Nullable PresenceRow was, @Nullable PresenceRow is) {
        if (was == null) return "join";
        if (is == null) return departure(user);
        if (!was.channelId().equals(is.channelId())) return "move";
        if (!was.sessionId().equals(is.sessionId())) return "join";
        if (was.speaking() != is.speaking()) return "speaking";
        return was.connection() != is.connection() || !was.connectionId().equals(is.connectionId())
                ? "connection"
                : "state";
    }
}
