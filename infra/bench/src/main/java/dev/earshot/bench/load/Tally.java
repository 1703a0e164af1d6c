package dev.earshot.bench.load;

import java.util.HashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What the sockets of one event loop received. Touched by that loop alone while a run goes on, and read when it is over.
 * Latencies are in microseconds from the moment a toggle was due (not from when it was really sent, so a stalled
 * generator or server cannot hide its own delay) to the moment its change entry was read from the socket.
 */
final class Tally {
    private static final long LONGEST_MICROS = 120_000_000;

    final Histogram deliveries = new Histogram(LONGEST_MICROS, 3);
    final Histogram acks = new Histogram(LONGEST_MICROS, 3);
    /** Change entries that repeat one this socket has had, of measured toggles or not. */
    long duplicates;
    /** Toggles whose entry never came although a later one of the same person did; counted in the warm-up too. */
    long skipped;
    /** Whole snapshots received after the start: a socket that was resynced missed entries. */
    long snapshots;
    /** Sockets that ended before the run did. */
    long closed;
    /** Why the server refused something, and how often. */
    final Map<String, Integer> refusals = new HashMap<>();

    void delivered(long nanos) {
        deliveries.recordValue(clamp(nanos));
    }

    void acknowledged(long nanos) {
        acks.recordValue(clamp(nanos));
    }

    void refused(String reason) {
        refusals.merge(reason, 1, Integer::sum);
    }

    void add(Tally other) {
        deliveries.add(other.deliveries);
        acks.add(other.acks);
        duplicates += other.duplicates;
        skipped += other.skipped;
        snapshots += other.snapshots;
        closed += other.closed;
        other.refusals.forEach((reason, count) -> refusals.merge(reason, count, Integer::sum));
    }

    private static long clamp(long nanos) {
        return Math.clamp(nanos / 1000, 0, LONGEST_MICROS);
    }
}
