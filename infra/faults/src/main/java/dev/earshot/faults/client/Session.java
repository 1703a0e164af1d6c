package dev.earshot.faults.client;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What a client remembers of its session: its secret, where it is, and the hello it waits for. Thread-safe. */
final class Session {
    private ServerFrame.@Nullable Hello current;
    private ServerFrame.@Nullable Hello fresh;
    private @Nullable String channel;
    private boolean muted;
    private boolean deafened;
    private CompletableFuture<String> hello = new CompletableFuture<>();

    synchronized CompletableFuture<String> awaitHello() {
        hello = new CompletableFuture<>();
        return hello;
    }

    /** A person in a channel keeps the old session until the server gives it back, or a rejoin takes the new one. */
    void greeted(ServerFrame.Hello said) {
        CompletableFuture<String> waiting;
        synchronized (this) {
            fresh = said;
            if (current == null || channel == null) current = said;
            waiting = hello;
        }
        waiting.complete(said.sessionId());
    }

    void refused(RuntimeException why) {
        CompletableFuture<String> waiting;
        synchronized (this) {
            waiting = hello;
        }
        waiting.completeExceptionally(why);
    }

    synchronized String takeFresh() {
        current = fresh;
        return id();
    }

    synchronized void joined(String in, boolean nowMuted, boolean nowDeafened) {
        channel = in;
        state(nowMuted, nowDeafened);
    }

    synchronized void state(boolean nowMuted, boolean nowDeafened) {
        muted = nowMuted;
        deafened = nowDeafened;
    }

    synchronized void left() {
        channel = null;
    }

    synchronized boolean wasIn() {
        return channel != null;
    }

    synchronized String id() {
        return greeting().sessionId();
    }

    synchronized String secret() {
        return greeting().resumeSecret();
    }

    synchronized long heartbeatMs() {
        return greeting().heartbeatMs();
    }

    synchronized String channel() {
        if (channel == null) throw new IllegalStateException("In no channel");
        return channel;
    }

    synchronized boolean muted() {
        return muted;
    }

    synchronized boolean deafened() {
        return deafened;
    }

    private ServerFrame.Hello greeting() {
        if (current == null) throw new IllegalStateException("The server has not said hello");
        return current;
    }
}
