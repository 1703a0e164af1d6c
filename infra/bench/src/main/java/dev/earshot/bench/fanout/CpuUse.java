package dev.earshot.bench.fanout;

import dev.earshot.bench.load.Window;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** How much of the processor each process used while a run was measured, in cores; the generator's own use with it. */
final class CpuUse implements Window {
    private static final String GENERATOR = "generator";

    private final Map<String, ProcessHandle> processes;
    private final Map<String, Double> cores = new LinkedHashMap<>();
    private Map<String, Duration> before = Map.of();
    private long opened;

    CpuUse(Map<String, ProcessHandle> servers) {
        processes = new LinkedHashMap<>(servers);
        processes.put(GENERATOR, ProcessHandle.current());
    }

    @Override
    public void opens() {
        before = now();
        opened = System.nanoTime();
    }

    @Override
    public void closes() {
        double nanos = System.nanoTime() - opened;
        now().forEach((name, used) -> {
            long spent = used.minus(before.getOrDefault(name, used)).toNanos();
            cores.put(name, Math.round(spent / nanos * 100) / 100.0);
        });
    }

    Map<String, Double> cores() {
        return cores;
    }

    private Map<String, Duration> now() {
        Map<String, Duration> used = new LinkedHashMap<>();
        processes.forEach(
                (name, handle) -> handle.info().totalCpuDuration().ifPresent(duration -> used.put(name, duration)));
        return used;
    }
}
