package dev.earshot.events.presence;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether a participant's socket is up. {@code RECONNECTING} is shown dimmed while the lease runs. */
public enum Connection {
    @JsonProperty("live")
    LIVE,
    @JsonProperty("reconnecting")
    RECONNECTING
}
