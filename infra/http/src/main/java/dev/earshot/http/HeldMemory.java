package dev.earshot.http;

import java.util.concurrent.atomic.AtomicLong;

/** What unfinished requests and unread answers of all connections take together, in bytes. Thread-safe. */
final class HeldMemory {
    private final AtomicLong held = new AtomicLong();
    private final long most;

    HeldMemory(EdgeLimits limits) {
        this.most = limits.memory().toBytes();
    }

    /** Adds so many, fewer if negative, whether there is room or not. True if there is. */
    boolean add(long bytes) {
        return held.addAndGet(bytes) <= most;
    }

    long held() {
        return held.get();
    }
}
