package dev.earshot.faults.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Processes that stand still: SIGSTOP when made, SIGCONT when closed. Their connections stay open and answer nothing, which no
 * kill shows.
 */
public final class Frozen implements AutoCloseable {
    private final List<ProcessHandle> stopped;

    private Frozen(List<ProcessHandle> stopped) {
        this.stopped = stopped;
    }

    /** Freezes a process and all its descendants. */
    public static Frozen of(ProcessHandle process) {
        List<ProcessHandle> all = new ArrayList<>(List.of(process));
        process.descendants().forEach(all::add);
        signal("STOP", all);
        return new Frozen(all);
    }

    /** Lets them go on. Those that have ended meanwhile are left out. */
    @Override
    public void close() {
        signal("CONT", stopped.stream().filter(ProcessHandle::isAlive).toList());
    }

    private static void signal(String name, List<ProcessHandle> processes) {
        if (processes.isEmpty()) return;
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        for (ProcessHandle process : processes) command.add(Long.toString(process.pid()));
        try {
            new ProcessBuilder(command).inheritIO().start().waitFor(10, TimeUnit.SECONDS);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
