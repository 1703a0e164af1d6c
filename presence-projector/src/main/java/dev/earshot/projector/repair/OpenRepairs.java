package dev.earshot.projector.repair;

import dev.earshot.kafka.Stuck;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What each partition's task has still to repair, for health. Thread-safe. */
public final class OpenRepairs {
    private final Map<Integer, List<Stuck>> open = new ConcurrentHashMap<>();

    /** Replaces what is said of a partition; an empty list: nothing is to be repaired. */
    public void set(int partition, List<Stuck> now) {
        if (now.isEmpty()) open.remove(partition);
        else open.put(partition, List.copyOf(now));
    }

    public List<Stuck> all() {
        return open.values().stream().flatMap(List::stream).toList();
    }
}
