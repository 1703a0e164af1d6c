package dev.earshot.gateway.socket;

import java.time.Duration;

/** The numbers of the protocol {@code earshot.v1}; the design's. */
final class Protocol {
    static final String NAME = "earshot.v1";
    /** How often a client says that it lives. */
    static final Duration HEARTBEAT = Duration.ofSeconds(15);
    /** How long a session that says nothing stays in its channel. */
    static final Duration LEASE = Duration.ofSeconds(30);
    /** How often a client says at most that it speaks or does not. */
    static final Duration SPEAKING_THROTTLE = Duration.ofMillis(250);

    private Protocol() {}
}
