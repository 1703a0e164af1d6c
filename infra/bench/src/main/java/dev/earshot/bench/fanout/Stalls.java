package dev.earshot.bench.fanout;

import dev.earshot.bench.load.Window;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * How late the machine wakes a thread that does nothing but sleep: what a virtual machine whose host has other guests adds to every
 * latency, whoever is measured. A run's figures mean little where this is not far below them.
 */
final class Stalls implements Window {
    private static final long SLEEP = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int MICROS = 1000;

    private final Histogram late = new Histogram(3);
    private final Thread sleeper = new Thread(this::sleep, "stalls");
    private volatile boolean open;

    @Override
    public void opens() {
        open = true;
        sleeper.setDaemon(true);
        sleeper.start();
    }

    @Override
    public void closes() throws InterruptedException {
        open = false;
        sleeper.join();
    }

    /** In milliseconds. */
    double p99() {
        return late.getValueAtPercentile(99) / (double) MICROS;
    }

    private void sleep() {
        while (open) {
            long began = System.nanoTime();
            LockSupport.parkNanos(SLEEP);
            late.recordValue(Math.max(0, System.nanoTime() - began - SLEEP) / MICROS);
        }
    }
}
