package dev.earshot.events.fold;

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
