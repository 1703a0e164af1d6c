package dev.earshot.analytics.retention;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Looks for old months now and then, first when the start is over. What fails is counted, logged and tried next time. */
final class RetentionRounds implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(RetentionRounds.class);
    private static final Duration FIRST = Duration.ofMinutes(2);
    private static final Duration WITHIN = Duration.ofMinutes(30);

    private final Retention retention;
    private final Duration every;
    private final MeterRegistry meters;
    private volatile @Nullable ScheduledExecutorService rounds;

    RetentionRounds(Retention retention, Duration every, MeterRegistry meters) {
        this.retention = retention;
        this.every = every;
        this.meters = meters;
    }

    @Override
    public void start() {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("retention").daemon().factory());
        rounds = started;
        started.scheduleWithFixedDelay(this::round, FIRST.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
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
            retention.drop().blockLast(WITHIN);
        } catch (RuntimeException failed) {
            meters.counter("earshot.retention.failures").increment();
            LOG.warn("Old months could not be dropped, the next try is in {}: {}", every, failed.getMessage());
        }
    }
}
