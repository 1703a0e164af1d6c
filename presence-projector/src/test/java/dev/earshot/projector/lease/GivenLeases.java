package dev.earshot.projector.lease;

import static dev.earshot.projector.Cast.GUILD;
import static dev.earshot.projector.Cast.START;
import static java.util.Objects.requireNonNull;

import dev.earshot.events.change.Cause;
import dev.earshot.events.fold.LiveFold;
import dev.earshot.events.fold.LiveGuild;
import dev.earshot.events.fold.Outcome;
import dev.earshot.events.fold.Recorded;
import dev.earshot.events.id.UserId;
import dev.earshot.events.signal.VoiceSignal;
import dev.earshot.events.voice.VoiceEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A guild, its lease book and a lease clock that the test moves. */
final class GivenLeases {
    private LeaseBook book = new LeaseBook();
    private LiveGuild guild = LiveGuild.EMPTY;
    private Duration now = Duration.ZERO;
    private long offset;

    GivenLeases event(VoiceEvent event) {
        Recorded<VoiceEvent> recorded = new Recorded<>(new Cause("voice.events", 0, offset++, 0), appended(), event);
        Outcome outcome = LiveFold.event(GUILD, guild, recorded);
        guild = outcome.next();
        book.folded(GUILD, recorded, outcome, now);
        return this;
    }

    /** Lease time passes, and then this tick comes. */
    GivenLeases tickAfter(double seconds, VoiceSignal.Tick tick) {
        now = now.plus(Duration.ofMillis(Math.round(seconds * 1000)));
        book.ticked(tick, now, appended());
        return this;
    }

    /** So many ticks, one a second. */
    GivenLeases ticks(int seconds, VoiceSignal.Tick tick) {
        for (int i = 0; i < seconds; i++) tickAfter(1, tick);
        return this;
    }

    GivenLeases restartProjector() {
        book = new LeaseBook();
        now = Duration.ZERO;
        book.startAfresh(GUILD, guild, now, appended());
        return this;
    }

    List<UserId> due() {
        return book.due(now).getOrDefault(GUILD, List.of());
    }

    VoiceEvent.Expired decide(UserId user) {
        return book.decide(GUILD, requireNonNull(guild.presence().member(user)));
    }

    /** The verdict did not reach the log. */
    GivenLeases verdictRefused(UserId user) {
        book.verdictRefused(GUILD, user, now);
        return this;
    }

    /** Append times run with the lease clock here. */
    Instant appended() {
        return START.plus(now);
    }
}
