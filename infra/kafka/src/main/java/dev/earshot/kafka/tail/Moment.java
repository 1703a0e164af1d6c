package dev.earshot.kafka.tail;

import java.time.Duration;

/**
 * A reading of two clocks. The monotonic one runs on while the process is stopped, but not while the machine is suspended; the
 * wall clock runs on then, but may be set. Nobody has slept longer than the larger of both differences.
 *
 * @param nanos monotonic, as {@link System#nanoTime}
 * @param wallMillis milliseconds since 1970
 */
public record Moment(long nanos, long wallMillis) {
    /** Both clocks of this machine. */
    public static Moment now() {
        return new Moment(System.nanoTime(), System.currentTimeMillis());
    }

    /** The time that may have passed since an earlier moment. */
    public Duration since(Moment earlier) {
        Duration monotonic = Duration.ofNanos(nanos - earlier.nanos);
        Duration wall = Duration.ofMillis(wallMillis - earlier.wallMillis);
        return wall.compareTo(monotonic) > 0 ? wall : monotonic;
    }
}
