package dev.earshot.projector.history.past;

import dev.earshot.events.fold.Member;
import dev.earshot.events.fold.NoEffect;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.voice.VoiceEvent;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** By which rule an event had no effect, in words: with who replaced whom, and when. */
record RuleWords(ClockWords clock) {

    static String code(NoEffect why) {
        return why.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String of(Step step, NoEffect why) {
        UserId user = step.user();
        SessionId session = Said.session(step.recorded().event());
        return switch (why) {
            case NOT_PRESENT -> notPresent(step, user, session);
            case OLD_SESSION -> user == null || session == null ? "Ignored" : oldSession(step, user, session);
            case OLD_CONNECTION -> user == null ? "Ignored" : oldConnection(step, user);
            case HEARD_SINCE -> "Ignored: the session was heard of after this was decided" + heard(step, user);
            case NOTHING_NEW -> "Nothing new: it was so already";
            case OBSERVATION -> observed(step);
            case REFUSED -> new EffectWords(clock).of(step);
        };
    }

    private String notPresent(Step step, @Nullable UserId user, @Nullable SessionId session) {
        VoiceEvent event = step.recorded().event();
        if (event instanceof VoiceEvent.ChannelClosed closed)
            return "Closed " + closed.channel() + ": nobody was in it";
        if (event instanceof VoiceEvent.Moderated moderated && user != null) {
            return EffectWords.moderated(step.before().user(user).moderation(), moderated)
                    + "; not in a channel, so it shows at the next join";
        }
        if (event instanceof VoiceEvent.MemberRemoved) return "Removed from the guild; not in a channel";
        Ending ending =
                user == null || session == null ? null : step.remembered(user).ending(session);
        return ending == null ? "Ignored: in no channel" : "Ignored: in no channel; this session " + how(ending, step);
    }

    private String oldSession(Step step, UserId user, SessionId session) {
        Ending ending = step.remembered(user).ending(session);
        if (ending != null) return "Ignored: this session " + how(ending, step);
        Member now = step.memberBefore(user);
        return now == null
                ? "Ignored: another session speaks for this person"
                : "Ignored: the session that speaks for this person is "
                        + now.session().id();
    }

    private String oldConnection(Step step, UserId user) {
        Member now = step.memberBefore(user);
        if (now == null) return "Ignored: the session had gone on with another connection";
        Mark connected = step.remembered(user).connected();
        String when = connected == null ? "" : " at " + at(connected.at(), step);
        return "Ignored: the session had gone on" + when + " with connection "
                + now.session().connection() + ", on gateway " + now.session().gateway();
    }

    private String how(Ending ending, Step step) {
        String at = " at " + at(ending.at(), step);
        return switch (ending.why()) {
            case REPLACED -> "had been replaced" + at + " by session " + ending.by();
            case EXPIRED -> "had expired" + at;
            case LEFT -> "had left " + ending.channel() + at;
            case PERMISSION_LOST -> "had been taken out of " + ending.channel() + at;
            case REMOVED -> "had ended with the removal from the guild" + at;
            case CLOCK_SET_BACK -> "had begun again" + at;
            case CHANNEL_CLOSED -> "had ended with the closing of " + ending.channel() + at;
        };
    }

    private static String heard(Step step, @Nullable UserId user) {
        Member now = user == null ? null : step.memberBefore(user);
        return now == null ? "" : ", at offset " + now.lastOffset();
    }

    private static String observed(Step step) {
        return step.recorded().event() instanceof VoiceEvent.MediaObserved media
                ? "Media server: " + media.observed() + " in " + media.channel() + "; never changes presence"
                : "Never changes presence";
    }

    private String at(Instant time, Step step) {
        return clock.at(time, step.recorded().at());
    }
}
