package dev.earshot.projector.repair;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** Refused outputs on their way from the producer's thread back to the task that wrote them. Thread-safe. */
public final class RefusedOutputs {
    private final Map<Integer, Queue<RefusedOutput>> waiting = new ConcurrentHashMap<>();

    public void add(int task, RefusedOutput refused) {
        waiting.computeIfAbsent(task, _ -> new ConcurrentLinkedQueue<>()).add(refused);
    }

    /** Gives each of the task of a partition, the oldest first. One is forgotten when {@code settle} returns. */
    public void settle(int task, Consumer<RefusedOutput> settle) {
        Queue<RefusedOutput> queue = waiting.get(task);
        if (queue == null) return;
        for (RefusedOutput next = queue.peek(); next != null; next = queue.peek()) {
            settle.accept(next);
            queue.remove();
        }
    }
}
