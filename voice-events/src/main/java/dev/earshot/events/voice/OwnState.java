package dev.earshot.events.voice;

import static java.util.Objects.requireNonNull;

/**
 * What a person chose for themselves; moderation is kept apart ({@link Moderation}), so lifting one restores the other.
 *
 * @param muted own microphone off
 * @param deafened hears nobody
 * @param camera publishes a camera
 * @param screen publishes a screen
 * @param audio what the browser says of its media connection
 */
public record OwnState(boolean muted, boolean deafened, boolean camera, boolean screen, AudioState audio) {
    public OwnState {
        requireNonNull(audio, "audio");
    }

    /** A fresh join: no video, media still connecting. */
    public static OwnState joining(boolean muted, boolean deafened) {
        return new OwnState(muted, deafened, false, false, AudioState.CONNECTING);
    }
}
