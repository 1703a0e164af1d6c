package dev.earshot.gateway.log;

import java.util.function.Consumer;

/** Whoever knows the sessions of this gateway. */
@FunctionalInterface
public interface Heard {
    /** Names every session that is in a channel. From any thread. */
    void forEach(Consumer<HeardSession> each);
}
