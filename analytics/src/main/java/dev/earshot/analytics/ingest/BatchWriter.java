package dev.earshot.analytics.ingest;

import dev.earshot.analytics.fact.FactRow;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.R2dbcException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Takes a batch to where it belongs: the unreadable to the dead topics, then the facts and the offsets in one transaction,
 * so that whatever is cut off in the middle was either written once or not at all.
 */
final class BatchWriter {
    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final MonthPartitions partitions;
    private final StoredOffsets offsets;
    private final DeadRecords deadRecords;
    private final Duration timeout;
    // The last batch held rows that were there already, so the next one probably does.
    private volatile boolean repeats;

    /** @param timeout after which an unanswered transaction counts as failed */
    BatchWriter(IngestConnections connections, StoredOffsets offsets, DeadRecords deadRecords, Duration timeout) {
        this.database = connections.database();
        this.transaction = connections.transaction();
        this.partitions = new MonthPartitions(database);
        this.offsets = offsets;
        this.deadRecords = deadRecords;
        this.timeout = timeout;
    }

    /** What became of a batch. */
    record Written(Batch batch, long newRows, long repeatedRows) {}

    /** A batch made ready while the one before it is written. */
    record Ready(Batch batch, List<FactRow> rows, List<FactWriter.Encoded> encoded) {}

    Ready prepare(Batch batch) {
        List<FactRow> rows = Batch.rows(batch.facts());
        return new Ready(batch, rows, repeats ? List.of() : FactWriter.encode(rows));
    }

    /** @return fails with {@link OffsetsMoved} if another reader was faster, and with what the servers say */
    Mono<Written> write(Ready ready) {
        Batch batch = ready.batch();
        boolean copies = !ready.encoded().isEmpty();
        return deadRecords.send(batch.dead()).then(copies ? copy(ready) : insert(batch));
    }

    // A projector that was killed says some facts again, a topic read anew says all of them again. COPY refuses a batch
    // that holds a row which is there already, and writes nothing of it; INSERT passes over such rows. Or a month was
    // dropped that this batch needs after all.
    private Mono<Written> copy(Ready ready) {
        return attempt(ready.batch(), ready.rows(), connection -> FactWriter.copy(connection, ready.encoded()))
                .onErrorResume(BatchWriter::refusesData, _ -> {
                    partitions.forget();
                    return insert(ready.batch());
                });
    }

    private Mono<Written> insert(Batch batch) {
        List<FactRow> rows = Batch.rows(batch.facts());
        return inserted(batch, rows)
                .onErrorResume(BatchWriter::refusesData, refusal -> withoutRefused(batch, refusal))
                .doOnNext(written -> repeats = written.repeatedRows() > 0);
    }

    private Mono<Written> inserted(Batch batch, List<FactRow> rows) {
        return attempt(batch, rows, connection -> FactWriter.insert(connection, rows));
    }

    private Mono<Written> attempt(Batch batch, List<FactRow> rows, Function<Connection, Mono<Long>> write) {
        Mono<Long> written = database.inConnection(
                connection -> offsets.advance(connection, batch.moves()).then(write.apply(connection)));
        return partitions
                .ensure(rows)
                .then(transaction.transactional(written))
                .timeout(timeout)
                .map(count -> new Written(batch, count, rows.size() - count));
    }

    // A single record that PostgreSQL will not have must not stop the stream. Writing facts without their offsets is
    // harmless, so the culprits are found by halves.
    private Mono<Written> withoutRefused(Batch batch, Throwable refusal) {
        partitions.forget();
        return refused(batch.facts())
                .collectList()
                .map(culprits -> batch.burying(new HashSet<>(culprits), "PostgreSQL refused it: " + state(refusal)))
                .flatMap(rest ->
                        deadRecords.send(rest.deadBeside(batch)).then(inserted(rest, Batch.rows(rest.facts()))));
    }

    private Flux<ReadRecord.Facts> refused(List<ReadRecord.Facts> some) {
        if (some.isEmpty()) return Flux.empty();
        List<FactRow> rows = Batch.rows(some);
        Mono<Long> written = database.inConnection(connection -> FactWriter.insert(connection, rows));
        return partitions
                .ensure(rows)
                .then(transaction.transactional(written))
                .timeout(timeout)
                .thenMany(Flux.<ReadRecord.Facts>empty())
                .onErrorResume(BatchWriter::refusesData, _ -> halves(some));
    }

    private Flux<ReadRecord.Facts> halves(List<ReadRecord.Facts> some) {
        if (some.size() == 1) return Flux.fromIterable(some);
        int middle = some.size() / 2;
        return refused(some.subList(0, middle))
                .concatWith(Flux.defer(() -> refused(some.subList(middle, some.size()))));
    }

    // Data exception, integrity violation, program limit exceeded. All else is the server's trouble and worth a retry.
    private static boolean refusesData(Throwable failed) {
        String state = state(failed);
        return state.startsWith("22") || state.startsWith("23") || state.startsWith("54");
    }

    private static String state(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof R2dbcException r2dbc && r2dbc.getSqlState() != null) return r2dbc.getSqlState();
        }
        return "";
    }
}
