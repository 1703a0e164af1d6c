package dev.earshot.analytics.retention;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Drops the months that need no longer be kept. A month with a running call in it waits until that call has ended. */
public final class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final String MONTHS = """
            SELECT DISTINCT facts.month_of(child.relname) AS month
            FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid JOIN pg_class parent ON parent.oid = inhparent
            JOIN pg_namespace schema ON schema.oid = parent.relnamespace
            WHERE schema.nspname = 'facts' AND parent.relname = ANY(:tables)""";
    // Dropping needs the table for itself. Whoever asks meanwhile would queue behind us, so it is now or next time.
    private static final String NOT_LONG = "SELECT set_config('lock_timeout', '2s', true)";
    private static final String DROP = "SELECT facts.drop_month(:tables, :month) AS running";

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final RetentionSettings settings;
    private final Clock clock;
    private final MeterRegistry meters;

    public Retention(
            DatabaseClient database,
            TransactionalOperator transaction,
            RetentionSettings settings,
            Clock clock,
            MeterRegistry meters) {
        this.database = database;
        this.transaction = transaction;
        this.settings = settings;
        this.clock = clock;
        this.meters = meters;
    }

    /** A month of a kind that was dropped, or kept for this running call. */
    public record Done(FactKind kind, YearMonth month, Optional<String> running) {}

    /** Drops what is due now, one month of a kind a transaction. */
    public Flux<Done> drop() {
        return Flux.fromArray(FactKind.values()).concatMap(this::drop);
    }

    private Flux<Done> drop(FactKind kind) {
        if (settings.of(kind) == null) return Flux.empty();
        return database.sql(MONTHS)
                .bind("tables", kind.tables().toArray(String[]::new))
                .map((row, _) -> YearMonth.from(requireNonNull(row.get("month", LocalDate.class))))
                .all()
                .filter(month -> settings.isOver(kind, month, clock.instant()))
                .collectSortedList(Comparator.naturalOrder())
                .flatMapIterable(months -> months)
                .concatMap(month -> drop(kind, month));
    }

    private Mono<Done> drop(FactKind kind, YearMonth month) {
        Mono<Optional<String>> running = database.sql(DROP)
                .bind("tables", kind.tables().toArray(String[]::new))
                .bind("month", month.atDay(1))
                .map((row, _) -> Optional.ofNullable(row.get("running", String.class)))
                .one();
        return transaction
                .transactional(database.sql(NOT_LONG).then().then(running))
                .map(call -> new Done(kind, month, call))
                .doOnNext(this::tell);
    }

    private void tell(Done done) {
        String outcome = done.running().isPresent() ? "kept" : "dropped";
        meters.counter("earshot.retention.months", "kind", kind(done), "outcome", outcome)
                .increment();
        done.running()
                .ifPresentOrElse(
                        call -> LOG.info("Kept {} of {}: call {} is still running", kind(done), done.month(), call),
                        () -> LOG.info(
                                "Dropped {} of {}: older than {}", kind(done), done.month(), settings.of(done.kind())));
    }

    private static String kind(Done done) {
        return done.kind().name().toLowerCase(Locale.ROOT);
    }
}
