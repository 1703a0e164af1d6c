package dev.earshot.gateway.socket;

import io.github.bucket4j.Bucket;
import java.time.Duration;

/** Frames of any kind that one socket may send before it is no client of ours. */
final class FloodGate {
    /** A busy page sends some 10 frames a second; limits of commands answer long before this. */
    private static final int PER_SECOND = 100;
    /** A page that wakes from sleep may have this many queued. */
    private static final int BURST = 500;

    private final Bucket bucket = Bucket.builder()
            .addLimit(limit -> limit.capacity(BURST).refillGreedy(PER_SECOND, Duration.ofSeconds(1)))
            .build();

    boolean lets() {
        return bucket.tryConsume(1);
    }
}
