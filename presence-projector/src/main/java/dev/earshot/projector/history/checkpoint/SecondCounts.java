package dev.earshot.projector.history.checkpoint;

import java.util.ArrayList;
import java.util.List;

/** Events and departures by the second, of one stretch between two checkpoints. */
public final class SecondCounts {
    private final List<Second> seconds = new ArrayList<>();
    private long second = Long.MIN_VALUE;
    private int events;
    private int departures;

    /** @param second since the epoch */
    public record Second(long second, int events, int departures) {}

    /** Counts an event. Where the fold's time was set back, a second may come twice. */
    public void add(long atSecond, int gone) {
        if (atSecond != second) {
            close();
            second = atSecond;
        }
        events++;
        departures += gone;
    }

    /** All of them, in order. */
    List<Second> all() {
        close();
        return List.copyOf(seconds);
    }

    private void close() {
        if (events > 0) seconds.add(new Second(second, events, departures));
        events = 0;
        departures = 0;
    }
}
