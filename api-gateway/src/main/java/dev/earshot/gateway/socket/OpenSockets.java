package dev.earshot.gateway.socket;

import java.time.Instant;
import java.util.List;

/** The sockets of this gateway, for whoever looks at them from outside. */
@FunctionalInterface
public interface OpenSockets {
    /** Every open socket's session, in a channel or not. A copy. From any thread. @param now what silence is counted back from */
    List<OpenSession> all(Instant now);
}
