package dev.earshot.faults.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Heartbeats of one client, with jitter on the first, and the one clock that all clients here share. */
final class Heart {
    static final ScheduledExecutorService CLOCK = Executors.newScheduledThreadPool(
            4, Thread.ofPlatform().daemon().name("client-", 0).factory());

    private final Runnable beat;
    private @Nullable ScheduledFuture<?> beating;

    Heart(Runnable beat) {
        this.beat = beat;
    }

    synchronized void start(long everyMs) {
        stop();
        long first = ThreadLocalRandom.current().nextLong(everyMs);
        beating = CLOCK.scheduleAtFixedRate(beat, first, everyMs, TimeUnit.MILLISECONDS);
    }

    synchronized void stop() {
        if (beating != null) beating.cancel(false);
        beating = null;
    }

    static void after(long ms, Runnable then) {
        CompletableFuture.delayedExecutor(ms, TimeUnit.MILLISECONDS, CLOCK).execute(then);
    }

    static <T> CompletableFuture<T> within(CompletableFuture<T> future, long ms) {
        return future.copy().orTimeout(ms, TimeUnit.MILLISECONDS);
    }
}
