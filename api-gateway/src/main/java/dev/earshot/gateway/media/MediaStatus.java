package dev.earshot.gateway.media;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Whether there is audio, and if not why. A status file holds the same as {@code {"state": …, "reason": …}}, written by
 * whoever builds or starts LiveKit.
 *
 * @param reason a sentence for a person, empty when ready
 */
public record MediaStatus(State status, String reason) {

    /** How far LiveKit is. */
    public enum State {
        @JsonProperty("ready")
        READY,
        @JsonProperty("building")
        BUILDING,
        @JsonProperty("starting")
        STARTING,
        @JsonProperty("unavailable")
        UNAVAILABLE,
        /** There is to be none: whoever started this Earshot left it out. */
        @JsonProperty("off")
        OFF
    }

    /** Whether there is audio. */
    @JsonIgnore
    public boolean isReady() {
        return status == State.READY;
    }

    /** Whether that there is none is as it was meant. */
    @JsonIgnore
    public boolean isOff() {
        return status == State.OFF;
    }

    static MediaStatus ready() {
        return new MediaStatus(State.READY, "");
    }

    static MediaStatus unavailable(String reason) {
        return new MediaStatus(State.UNAVAILABLE, reason);
    }

    static MediaStatus off(String reason) {
        return new MediaStatus(State.OFF, reason);
    }
}
