package dev.earshot.events.fold;

import dev.earshot.events.change.Cause;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.signal.VoiceSignal;
import dev.earshot.events.voice.VoiceEvent;

/**
 * Presence and speech folded together into rows and facts. Pure; the projector runs it live, and whoever rebuilds facts from
 * the log runs it again.
 */
public final class LiveFold {
    private LiveFold() {}

    /** Folds an event of {@code voice.events}. */
    public static Outcome event(GuildId guild, LiveGuild state, Recorded<? extends VoiceEvent> recorded) {
        Folded folded = PresenceFold.apply(state.presence(), recorded);
        OutcomeBuilder outcome =
                new OutcomeBuilder(guild, state, state.with(folded.next()), recorded.cause(), recorded.at());
        for (UserId user : folded.touched()) outcome.touch(user);
        for (Change change : folded.changes()) outcome.record(change);
        if (recorded.event() instanceof VoiceEvent.ChannelClosed closed) outcome.closed(closed.channel());
        return outcome.build(folded.noEffect());
    }

    /**
     * The same at a time that this event may have set back: then what runs in its guild is set back before it is folded, and a
     * fact marks the set-back. The other guilds of the partition are the caller's to {@link #setBack}.
     *
     * @param time the fold's time at the event
     */
    public static Outcome event(
            GuildId guild, LiveGuild state, Recorded<? extends VoiceEvent> recorded, FoldTime time) {
        if (!time.isSetBack()) return event(guild, state, recorded);
        Outcome before = setBackHere(guild, state, recorded.cause(), time);
        return before.then(event(guild, before.next(), recorded));
    }

    /** What the set-back does to the guild of the event that made it, before that event is folded. A fact marks it. */
    public static Outcome setBackHere(GuildId guild, LiveGuild state, Cause cause, FoldTime time) {
        return SetBack.ofEvents(guild, state, cause, time, true);
    }

    /**
     * What a set-back of the time of {@code voice.events} does to a guild: what runs there and began later than the new time
     * begins at it. The stay that began later has ended, at the time from before, and another has begun.
     *
     * @param cause the record that set the time back, of whatever guild
     * @param time the fold's time at that record
     */
    public static Outcome setBack(GuildId guild, LiveGuild state, Cause cause, FoldTime time) {
        return SetBack.ofEvents(guild, state, cause, time, false);
    }

    /** What a set-back of the time of {@code voice.signals} does to a guild: rings and last repeats that were later are at it. */
    public static Outcome signalsSetBack(LiveGuild state, FoldTime time) {
        return SetBack.ofSignals(state, time.now());
    }

    /** Folds what a browser says of its own voice. */
    public static Outcome speaking(GuildId guild, LiveGuild state, Recorded<VoiceSignal.Speaking> recorded) {
        UserId user = recorded.event().user();
        Speech before = state.speech(user);
        Speech said = SpeechFold.heard(before, recorded.event(), recorded.at());
        OutcomeBuilder outcome = new OutcomeBuilder(guild, state, state, recorded.cause(), recorded.at());
        if (!said.equals(before)) outcome.speech(user, said);
        return outcome.build(null);
    }

    /** Ends the speech of everybody who has not repeated it in time; {@code at} is a tick's append time. */
    public static Outcome silence(GuildId guild, LiveGuild state, Recorded<VoiceSignal.Tick> recorded) {
        OutcomeBuilder outcome = new OutcomeBuilder(guild, state, state, recorded.cause(), recorded.at());
        state.speech().forEach((user, before) -> {
            Speech waited = SpeechFold.waited(before, recorded.at());
            if (waited != before) outcome.speech(user, waited);
        });
        return outcome.build(null);
    }
}
