package dev.earshot.projector.history.web;

import dev.earshot.projector.history.TimeMachine;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Lets checkpoints follow the log of the guilds that somebody has looked at, so that only the very first look folds for long. First
 * when the start is over; what fails is counted, logged and tried next time.
 */
final class KeepingUp implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(KeepingUp.class);

    private final TimeMachine machine;
    private final Duration every;
    private final MeterRegistry meters;
    private volatile @Nullable ScheduledExecutorService rounds;

    KeepingUp(TimeMachine machine, Duration every, MeterRegistry meters) {
        this.machine = machine;
        this.every = every;
        this.meters = meters;
    }

    @Override
    public void start() {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("history-keep-up").daemon().factory());
        rounds = started;
        started.scheduleWithFixedDelay(this::round, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        ScheduledExecutorService running = rounds;
        if (running != null) running.shutdownNow();
        rounds = null;
    }

    @Override
    public boolean isRunning() {
        return rounds != null;
    }

    private void round() {
        try {
            machine.keepUp();
        } catch (RuntimeException failed) {
            meters.counter("earshot.history.keep.up.failures").increment();
            LOG.warn("Checkpoints could not be kept up, the next try is in {}: {}", every, failed.getMessage());
        }
    }
}
