package dev.earshot.gateway.socket;

import dev.earshot.gateway.log.AppendRefused;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * Keeps a session's commands in their order. Most are sent to the log one after the other without waiting, for the log keeps
 * their order; but a change of guild waits for a leave to be in the log, and a resume for its row. What comes behind such a one
 * waits with it. On the socket's event loop alone.
 */
final class CommandQueue {
    /** One command. @param refuse what to do instead, if the one that was waited for failed */
    private record Waiting(Runnable run, Consumer<Throwable> refuse) {}

    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private boolean held;

    /** Runs a command now, or when the one that is waited for is through. */
    void run(Runnable command, Consumer<Throwable> refuse) {
        if (held) waiting.add(new Waiting(command, refuse));
        else command.run();
    }

    /** Runs a command that the next ones wait for, until {@link #release}. */
    void hold(Runnable command) {
        held = true;
        command.run();
    }

    void release() {
        held = false;
        while (!held && !waiting.isEmpty()) waiting.removeFirst().run().run();
    }

    /**
     * What waited for it cannot be done either: each is refused at once, not after a wait of its own. Only after {@link AppendRefused}
     * the next ones are tried.
     */
    void releaseRefusing(Throwable failure) {
        if (!held) return;
        // That record's own fault, which says nothing of the ones behind it.
        if (failure instanceof AppendRefused) {
            release();
            return;
        }
        held = false;
        while (!waiting.isEmpty()) waiting.removeFirst().refuse().accept(failure);
    }
}
