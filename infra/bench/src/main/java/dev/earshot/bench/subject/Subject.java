package dev.earshot.bench.subject;

import dev.earshot.bench.load.Crowd;
import dev.earshot.bench.load.Protocol;
import java.util.Map;

/** A server under test that is up and ready. Closing it ends its processes. */
public interface Subject extends AutoCloseable {

    /** How its sockets are spoken to; a user of the crowd may already have to exist for it. */
    Protocol protocol(Crowd crowd);

    /** Toggles a second that it keeps up with, for driving it until it has compiled itself. */
    int primingRate();

    /** Its processes by name, for their use of the processor. */
    Map<String, ProcessHandle> processes();

    @Override
    void close();
}
