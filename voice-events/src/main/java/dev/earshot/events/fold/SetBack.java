package dev.earshot.events.fold;

import static java.util.Objects.requireNonNull;

import dev.earshot.events.change.Cause;
import dev.earshot.events.change.EndReason;
import dev.earshot.events.change.EndedStay;
import dev.earshot.events.change.VoiceChange;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.presence.PresenceRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What a guild becomes when the fold's time is set back. A part of {@link LiveFold}. */
final class SetBack {
    /** Facts of one input are known by their index. Those of a set-back are below 0, so that the event's own keep their numbers. */
    private static final int MARK = -1;
    /** Two facts at most for a call; the offset of its join makes them distinct over all guilds of the partition. */
    private static final long CALLS = 1L << 29;

    private SetBack() {}

    static Outcome ofEvents(GuildId guild, LiveGuild before, Cause cause, FoldTime time, boolean marked) {
        Instant to = time.now();
        Instant from = requireNonNull(time.setBackFrom());
        LiveGuild next = before.with(before.presence().setBack(to));
        List<VoiceChange> facts = new ArrayList<>(1);
        if (marked) facts.add(new VoiceChange.ClockSetBack(cause.fact(MARK), to, guild, from));
        Set<UserId> touched = new LinkedHashSet<>();
        List<Outcome.RowWrite> rows = new ArrayList<>(0);
        for (Member was : changed(before.presence(), next.presence())) {
            UserId user = was.user();
            Member is = requireNonNull(next.presence().member(user));
            touched.add(user);
            if (was.stay().began().isAfter(to)) {
                Speech speech = before.speech(user);
                facts.addAll(restarted(guild, cause, was, is, speech, from));
                next = next.with(user, new Speech(speech.voice(), speech.shownSince(), 0));
            }
            PresenceRow row = next.row(user);
            if (!Objects.equals(before.row(user), row)) rows.add(new Outcome.RowWrite(user, row, "state", null));
        }
        for (Map.Entry<UserId, Speech> voice : sorted(next.speech()).entrySet()) {
            Speech moved = voice.getValue().eventsSetBack(to);
            if (moved == voice.getValue()) continue;
            next = next.with(voice.getKey(), moved);
            touched.add(voice.getKey());
        }
        return new Outcome(next, rows, facts, touched, null, null);
    }

    static Outcome ofSignals(LiveGuild before, Instant to) {
        LiveGuild next = before;
        Set<UserId> touched = new LinkedHashSet<>();
        for (Map.Entry<UserId, Speech> voice : sorted(before.speech()).entrySet()) {
            Speech moved = voice.getValue().signalsSetBack(to);
            if (moved == voice.getValue()) continue;
            next = next.with(voice.getKey(), moved);
            touched.add(voice.getKey());
        }
        return new Outcome(next, List.of(), List.of(), touched, null, null);
    }

    private static List<Member> changed(GuildPresence before, GuildPresence next) {
        if (before == next) return List.of();
        return before.members()
                .filter(member -> next.member(member.user()) != member)
                .sorted(Comparator.comparing(member -> member.user().value()))
                .toList();
    }

    // A reader of facts joins a stay's end to its start by the times they say. So the stay that began while the clock
    // was
    // ahead ends there, and another begins; a call that began there does so as well, under its own id.
    private static List<VoiceChange> restarted(
            GuildId guild, Cause cause, Member was, Member is, Speech speech, Instant from) {
        EndedStay stay = was.stay().end(from, SpeechFold.spokenUntil(speech, from));
        Instant at = is.stay().began();
        if (!was.callBegan().isAfter(at)) {
            return List.of(new VoiceChange.Moved(
                    fact(cause, was, 0),
                    at,
                    guild,
                    was.user(),
                    was.profile(),
                    was.session().id(),
                    was.callId(),
                    was.callBegan(),
                    stay,
                    is.channel()));
        }
        VoiceChange ended = new VoiceChange.Left(
                fact(cause, was, 0),
                at,
                guild,
                was.user(),
                was.profile(),
                was.session().id(),
                was.callId(),
                was.callBegan(),
                stay,
                EndReason.CLOCK_SET_BACK);
        VoiceChange began = new VoiceChange.Joined(
                fact(cause, was, 1),
                at,
                guild,
                is.user(),
                is.profile(),
                is.session().id(),
                is.callId(),
                is.channel(),
                is.session().client());
        return List.of(ended, began);
    }

    private static Cause fact(Cause cause, Member member, int n) {
        String call = member.callId();
        long join = Long.parseLong(call.substring(call.indexOf('-') + 1));
        return cause.fact((int) (MARK - 2 * (1 + join % CALLS) + n));
    }

    private static Map<UserId, Speech> sorted(Map<UserId, Speech> speech) {
        Map<UserId, Speech> sorted = new LinkedHashMap<>();
        speech.entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey().value()))
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }
}
