package dev.earshot.gateway.feed;

import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends batches out: all guilds that have something to say, in one task an event loop. Driven by the tailing thread alone; it
 * begins no batch before the last one has been written everywhere, so nothing piles up behind an event loop that is busy.
 */
final class FanOut {
    private final FeedMetrics metrics;
    private final FlushPace pace = new FlushPace();
    private final Set<GuildFeed> waiting = new LinkedHashSet<>();
    private final AtomicInteger unfinished = new AtomicInteger();
    private long startedAt;
    private volatile long finishedAt;
    private boolean writing;

    FanOut(FeedMetrics metrics) {
        this.metrics = metrics;
    }

    void add(GuildFeed feed) {
        waiting.add(feed);
    }

    /**
     * Sends what waits, if it is time. Nanoseconds.
     *
     * @return how long until this must be called again, -1 if nothing waits
     */
    long run(long now) {
        settle();
        if (waiting.isEmpty()) return -1;
        if (writing) return TimeUnit.MILLISECONDS.toNanos(1);
        long wait = pace.waitAt(now);
        if (wait > 0) return wait;
        start(now);
        return -1;
    }

    private void settle() {
        if (!writing || unfinished.get() > 0) return;
        writing = false;
        pace.finished(finishedAt);
        metrics.fanOut.record(finishedAt - startedAt, TimeUnit.NANOSECONDS);
    }

    private void start(long now) {
        Map<EventExecutor, List<Delivery>> byLoop = new HashMap<>();
        for (GuildFeed feed : waiting) {
            for (Delivery delivery : feed.flush()) {
                byLoop.computeIfAbsent(delivery.group().loop(), loop -> new ArrayList<>())
                        .add(delivery);
            }
        }
        waiting.clear();
        pace.started(now);
        startedAt = now;
        if (byLoop.isEmpty()) return;
        writing = true;
        unfinished.set(byLoop.size());
        byLoop.forEach(this::post);
    }

    private void post(EventExecutor loop, List<Delivery> deliveries) {
        try {
            loop.execute(() -> {
                for (Delivery delivery : deliveries) metrics.deliveries.increment(delivery.run());
                finished();
            });
        } catch (RejectedExecutionException shutDown) {
            for (Delivery delivery : deliveries) delivery.frames().release();
            finished();
        }
    }

    private void finished() {
        finishedAt = System.nanoTime();
        unfinished.decrementAndGet();
    }
}
