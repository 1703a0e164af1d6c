package dev.earshot.local;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds what is watched, and stops it in the order of {@link Part}, once, whoever asks first. */
final class RunningParts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningParts.class);

    private final Map<Part, Watched> running = new EnumMap<>(Part.class);
    private boolean closed;

    /** Takes a part over; one that comes after the end is stopped at once. */
    synchronized <T extends Watched> T add(Part part, T started) {
        if (closed) {
            stop(part, started);
        } else {
            running.put(part, started);
        }
        return started;
    }

    @Override
    public synchronized void close() {
        closed = true;
        // None of them first: one that the same signal ended must not come back while another is still being stopped.
        running.values().forEach(Watched::stopRestarting);
        running.forEach(RunningParts::stop);
        running.clear();
    }

    /**
     * Stops all, the services side by side: after a watched start each takes long to write what was learned, and nobody asks
     * any of them.
     */
    synchronized void closeSideBySide() {
        running.values().forEach(Watched::stopRestarting);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Service service : Service.values()) {
                Part part = Part.of(service);
                Watched started = running.remove(part);
                if (started != null) threads.execute(() -> stop(part, started));
            }
        }
        close();
    }

    private static void stop(Part part, Watched started) {
        try {
            started.close();
        } catch (Exception failed) {
            // The others are stopped all the same.
            LOG.error("{} did not stop cleanly", part, failed);
        }
    }
}
