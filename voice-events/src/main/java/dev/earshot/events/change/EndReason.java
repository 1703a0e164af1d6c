package dev.earshot.events.change;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why a call ended. */
public enum EndReason {
    @JsonProperty("left")
    LEFT,
    /** Nothing was heard for a whole lease. */
    @JsonProperty("expired")
    EXPIRED,
    /** The same person joined with another session. */
    @JsonProperty("replaced")
    REPLACED,
    @JsonProperty("permission-lost")
    PERMISSION_LOST,
    @JsonProperty("removed")
    REMOVED,
    @JsonProperty("channel-closed")
    CHANNEL_CLOSED
}
