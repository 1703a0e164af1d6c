package dev.earshot.events.telemetry;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a browser reaches the media server: the type of its own ICE candidate (RFC 8445) in the pair in use. */
public enum IcePath {
    /** From an address of its own. */
    @JsonProperty("host")
    HOST,
    /** Through a NAT, found by STUN. */
    @JsonProperty("srflx")
    SERVER_REFLEXIVE,
    /** Through a NAT, found by the other side's checks. */
    @JsonProperty("prflx")
    PEER_REFLEXIVE,
    /** Through a TURN server. */
    @JsonProperty("relay")
    RELAY
}
