package dev.earshot.events.fold;

import dev.earshot.events.signal.VoiceSignal;
import dev.earshot.events.voice.Moderation;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The meaning of speech in {@code voice.signals}: an overlay on presence that no membership depends on. Pure. Rule 8: it
 * shows only while the person is present and not muted; a signal that overtakes its unmute shows once the unmute arrives.
 */
public final class SpeechFold {
    /** A browser repeats every 2 s while it hears speech; after 5 s without a repeat, by append time, there is none. */
    public static final Duration SILENCE = Duration.ofSeconds(5);

    private SpeechFold() {}

    /**
     * A stretch of speech that ended, and the speech after it.
     *
     * @param stretchBegan when the ended stretch had begun, null if none ended
     */
    public record Settled(Speech next, @Nullable Instant stretchBegan) {}

    /** What a browser says now. Repeats only move the time. */
    public static Speech heard(Speech speech, VoiceSignal.Speaking said, Instant at) {
        if (said.speaking()) return speech.saying(new Speech.Voice(said.session(), said.connection(), at));
        Speech.Voice voice = speech.voice();
        // A late "off" of a socket left behind must not silence the one that speaks now.
        boolean own = voice != null && voice.connection().equals(said.connection());
        return own ? speech.saying(null) : speech;
    }

    /** Silence after too long without a repeat. */
    public static Speech waited(Speech speech, Instant at) {
        Speech.Voice voice = speech.voice();
        boolean late = voice != null && voice.lastRepeat().plus(SILENCE).isBefore(at);
        return late ? speech.saying(null) : speech;
    }

    /** Shows or hides the ring by what presence says of the person now. */
    public static Settled settle(Speech speech, @Nullable Member member, Moderation moderation, Instant at) {
        boolean show = shows(speech.voice(), member, moderation);
        Instant since = speech.shownSince();
        if (show == (since != null)) return new Settled(speech, null);
        if (since == null) return new Settled(new Speech(speech.voice(), at, speech.spokenMillis()), null);
        return new Settled(new Speech(speech.voice(), null, spokenUntil(speech, at)), since);
    }

    /** The end of a stay: the stretch ends with it, and the next stay counts from nothing. */
    static Settled endStay(Speech speech) {
        return new Settled(new Speech(speech.voice(), null, 0), speech.shownSince());
    }

    static long spokenUntil(Speech speech, Instant at) {
        Instant since = speech.shownSince();
        if (since == null) return speech.spokenMillis();
        return speech.spokenMillis() + Math.max(0, Duration.between(since, at).toMillis());
    }

    private static boolean shows(Speech.@Nullable Voice voice, @Nullable Member member, Moderation moderation) {
        return voice != null
                && member != null
                && member.isSession(voice.session())
                && member.isConnection(voice.connection())
                && !PresenceFold.muted(member.own(), moderation);
    }
}
