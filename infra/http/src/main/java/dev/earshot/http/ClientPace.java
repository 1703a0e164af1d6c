package dev.earshot.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How fast the requests of each client are handed on: so many at once, and then so many a second, each waiting for its turn. A
 * client that asks faster than it is answered keeps the event loop from nobody else. Thread-safe.
 */
final class ClientPace {
    /** With more clients than this, those that have not asked for a while are forgotten. */
    private static final int MANY = 10_000;

    /** For each client: when its last request would have come at an even pace, by {@link System#nanoTime}. */
    private final Map<Network, Long> turns = new ConcurrentHashMap<>();

    private final long interval;
    private final long ahead;

    ClientPace(EdgeLimits limits) {
        this.interval = TimeUnit.SECONDS.toNanos(1) / limits.requestsPerSecond();
        this.ahead = interval * limits.requestsAtOnce();
    }

    /** Takes a turn. How long to wait for it, in nanoseconds; 0 if it may go on. */
    long take(@Nullable Network client, long now) {
        if (client == null) return 0;
        if (turns.size() > MANY) turns.values().removeIf(turn -> turn - now < 0);
        long turn = turns.merge(client, now + interval, (last, _) -> (last - now < 0 ? now : last) + interval);
        return Math.max(0, turn - ahead - now);
    }
}
