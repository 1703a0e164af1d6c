package dev.earshot.projector.topology;

import dev.earshot.events.change.Cause;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * How often an input has ended its stream thread. What fails for the input's own sake fails again in the next thread; after
 * {@link #MOST} times the input is a dead letter, and the partition goes on. Shared by all threads.
 */
final class Attempts {
    static final int MOST = 3;

    private final ConcurrentMap<String, Failed> failures = new ConcurrentHashMap<>();

    private record Failed(long offset, int times, String reason) {}

    /** An input ended its thread. */
    void failed(Cause input, Throwable failure) {
        String reason = failure.getClass().getSimpleName();
        failures.merge(
                place(input),
                new Failed(input.offset(), 1, reason),
                (before, now) ->
                        before.offset() == now.offset() ? new Failed(now.offset(), before.times() + 1, reason) : now);
    }

    /** Whether the input is not tried any more. */
    boolean isGivenUp(Cause input) {
        Failed failed = failures.get(place(input));
        return failed != null && failed.offset() == input.offset() && failed.times() >= MOST;
    }

    /** For operators, without the record's content. */
    String sentence(Cause input) {
        Failed failed = failures.get(place(input));
        return "Folding it ended a stream thread " + MOST + " times"
                + (failed == null ? "" : ", with " + failed.reason());
    }

    private static String place(Cause input) {
        return input.topic() + '/' + input.partition();
    }
}
