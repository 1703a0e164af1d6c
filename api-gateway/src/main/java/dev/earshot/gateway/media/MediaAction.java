package dev.earshot.gateway.media;

import java.util.Locale;

/** What is to be done in a room so that it agrees with presence. */
sealed interface MediaAction {
    Observed participant();

    /** Asks LiveKit to mute one track. It forwards nothing of it until the client says otherwise. */
    record Mute(Observed participant, String track) implements MediaAction {}

    /** Puts the participant out of the room. */
    record Remove(Observed participant, Reason reason) implements MediaAction {}

    /** Why somebody is put out. */
    enum Reason {
        /** No row shows their session in this channel. */
        UNSEEN,
        /** They publish something that is not a microphone's audio. */
        NOT_A_VOICE,
        /** They publish more than one track. */
        SECOND_TRACK,
        /** Their row is muted, and the track that was muted is open again. */
        OPEN_AGAIN;

        /** As metrics name it. */
        String tag() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
