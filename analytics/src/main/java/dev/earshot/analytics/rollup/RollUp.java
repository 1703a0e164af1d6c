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
    private static final Logger LOG = LoggerFactory.getLogger(RollUp.class);

    private final DatabaseClient database;
    private final TransactionalOperator oneSnapshot;
    private final Duration every;
    private final Counter rows;
    private final Counter failures;
    private boolean failing;
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

    private Mono<Long> round() {
        return database.sql("SELECT facts.roll_up()")
                .mapValue(Long.class)
                .one()
                .as(oneSnapshot::transactional)
                .doOnNext(this::added)
                .onErrorResume(this::failed);
    }

    private void added(long taken) {
        rows.increment(taken);
        if (failing) LOG.info("The sums follow the facts again");
        failing = false;
    }

    // Said once, not every round: the database is away for all of them.
    private Mono<Long> failed(Throwable failure) {
        failures.increment();
        if (!failing)
            LOG.warn("The sums do not follow the facts for now; they will be tried again: {}", failure.toString());
        failing = true;
        return Mono.empty();
    }
}
