package dev.earshot.gateway.feed;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sockets of one audience on one event loop: written to in one task, touched by no other thread. */
final class LoopGroup {
    private static final Logger LOG = LoggerFactory.getLogger(LoopGroup.class);
    private static final long TEND_MS = 100;

    private final Audience audience;
    private final EventExecutor loop;
    private final FeedMetrics metrics;
    private final List<Watcher> watchers = new ArrayList<>();
    private final List<Watcher> lagging = new ArrayList<>();
    private boolean tending;

    LoopGroup(Audience audience, EventExecutor loop, FeedMetrics metrics) {
        this.audience = audience;
        this.loop = loop;
        this.metrics = metrics;
    }

    Audience audience() {
        return audience;
    }

    EventExecutor loop() {
        return loop;
    }

    boolean isEmpty() {
        return watchers.isEmpty();
    }

    void add(Watcher watcher) {
        watcher.place = watchers.size();
        watchers.add(watcher);
    }

    // The last one takes the free place: the order of sockets means nothing, and a thousand of them may leave at once.
    void remove(Watcher watcher) {
        Watcher last = watchers.removeLast();
        if (last != watcher) {
            watchers.set(watcher.place, last);
            last.place = watcher.place;
        }
        lagging.remove(watcher);
    }

    /** Sends a snapshot of the view that is shown now to every socket that has another. From any thread. */
    void renew() {
        try {
            loop.execute(() -> {
                long now = System.nanoTime();
                for (Watcher watcher : List.copyOf(watchers)) watcher.renew(now);
            });
        } catch (RejectedExecutionException shutDown) {
            LOG.debug("No socket is left to be sent a snapshot", shutDown);
        }
    }

    /** Writes one batch to every socket. @return to how many */
    int deliver(ByteBuf frames, long version, long term) {
        long now = System.nanoTime();
        int written = 0;
        // By index, and from the end: a write may fail and take its watcher out.
        for (int i = watchers.size() - 1; i >= 0; i--) {
            if (i < watchers.size() && watchers.get(i).deliver(frames, version, term, now)) written++;
        }
        return written;
    }

    void lagging(Watcher watcher) {
        lagging.add(watcher);
        if (!tending) {
            tending = true;
            loop.schedule(this::tend, TEND_MS, TimeUnit.MILLISECONDS);
        }
    }

    private void tend() {
        long now = System.nanoTime();
        for (Watcher watcher : List.copyOf(lagging)) {
            if (!watcher.tend(now, metrics)) lagging.remove(watcher);
        }
        tending = !lagging.isEmpty();
        if (tending) loop.schedule(this::tend, TEND_MS, TimeUnit.MILLISECONDS);
    }
}
