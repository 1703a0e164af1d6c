package dev.earshot.analytics.rollup;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.SmartLifecycle;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * Adds what the ingest noted to the sums, again and again, in transactions of its own: the ingest never waits for them, and
 * whoever asks sees all sums of one moment. What fails is tried again with the next round, for nothing was taken from the
 * notes then.
 */
@Component
@DependsOnDatabaseInitialization
@EnableConfigurationProperties(RollUpSettings.class)
final class RollUp implements SmartLifecycle {
    /** Of one round, after a long backlog. A connection that never answers is left after it. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(RollUp.class);

    private final DatabaseClient database;
    private final TransactionalOperator oneSnapshot;
    private final Duration every;
    private final Counter rows;
    private final Counter failures;
    private volatile @Nullable String failing;
    private @Nullable Disposable running;

    RollUp(
            DatabaseClient database,
            ReactiveTransactionManager transactions,
            RollUpSettings settings,
            MeterRegistry meters) {
        this.database = database;
        DefaultTransactionDefinition definition = new DefaultTransactionDefinition();
        definition.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.oneSnapshot = TransactionalOperator.create(transactions, definition);
        this.every = settings.every();
        this.rows = meters.counter("earshot.rollup.rows");
        this.failures = meters.counter("earshot.rollup.failures");
    }

    @Override
    public void start() {
        running = Mono.delay(every).then(Mono.defer(this::round)).repeat().subscribe();
    }

    @Override
    public void stop() {
        Disposable stopped = running;
        if (stopped != null) stopped.dispose();
        running = null;
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }

    /** Why the last round failed, a sentence; null if it did not. */
    @Nullable
    String failing() {
        return failing;
    }

    private Mono<Long> round() {
        return database.sql("SELECT facts.roll_up()")
                .mapValue(Long.class)
                .one()
                .as(oneSnapshot::transactional)
                .timeout(LONGEST)
                .doOnNext(this::added)
                .onErrorResume(this::failed);
    }

    private void added(long taken) {
        rows.increment(taken);
        if (failing != null) LOG.info("The sums follow the facts again");
        failing = null;
    }

    // Said once, not every round: the database is away for all of them.
    private Mono<Long> failed(Throwable failure) {
        failures.increment();
        if (failing == null)
            LOG.warn("The sums do not follow the facts for now; they will be tried again: {}", failure.toString());
        failing = "The sums do not follow the facts: see the log";
        return Mono.empty();
    }
}
