package dev.earshot.events.telemetry;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What carries the media; of a relayed path, between the browser and the relay. */
public enum IceProtocol {
    @JsonProperty("udp")
    UDP,
    @JsonProperty("tcp")
    TCP,
    @JsonProperty("tls")
    TLS
}
