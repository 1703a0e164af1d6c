package dev.earshot.events.voice;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a person's browser says of its media connection. */
public enum AudioState {
    @JsonProperty("connecting")
    CONNECTING,
    @JsonProperty("on")
    ON,
    /** No microphone (denied, missing or busy): hears, cannot be heard. */
    @JsonProperty("listen-only")
    LISTEN_ONLY,
    @JsonProperty("off")
    OFF
}
