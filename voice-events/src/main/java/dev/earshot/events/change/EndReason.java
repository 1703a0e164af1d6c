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
    CHANNEL_CLOSED,
    /**
     * The log's clock was set back below the time at which the call began. Nobody left: the person's call begins again, at the
     * new time and under the same id.
     */
    @JsonProperty("clock-set-back")
    CLOCK_SET_BACK
}
