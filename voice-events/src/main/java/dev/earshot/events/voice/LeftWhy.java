package dev.earshot.events.voice;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why a {@link VoiceEvent.Left} was written. */
public enum LeftWhy {
    /** The person pressed Leave, or went to another guild. */
    @JsonProperty("asked")
    ASKED,
    /** The person may no longer be in the channel: a role or an override changed. */
    @JsonProperty("permission-lost")
    PERMISSION_LOST
}
