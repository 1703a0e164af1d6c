package dev.earshot.analytics.ingest;

import dev.earshot.analytics.fact.FactRow;
import io.r2dbc.spi.R2dbcException;
import java.util.HashSet;
import java.util.List;
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

    BatchWriter(
            DatabaseClient database,
            TransactionalOperator transaction,
            StoredOffsets offsets,
            DeadRecords deadRecords) {
        this.database = database;
        this.transaction = transaction;
        this.partitions = new MonthPartitions(database);
        this.offsets = offsets;
        this.deadRecords = deadRecords;
    }

    /** What became of a batch. */
    record Written(Batch batch, long newRows, long repeatedRows) {}

    /** @return fails with {@link OffsetsMoved} if another reader was faster, and with what the servers say */
    Mono<Written> write(Batch batch) {
        return attempt(batch).onErrorResume(BatchWriter::refusesData, refusal -> withoutRefused(batch, refusal));
    }

    private Mono<Written> attempt(Batch batch) {
        List<FactRow> rows = Batch.rows(batch.facts());
        Mono<Long> written = database.inConnection(
                connection -> offsets.advance(connection, batch.moves()).then(FactWriter.write(connection, rows)));
        return deadRecords
                .send(batch.dead())
                .then(partitions.ensure(rows))
                .then(transaction.transactional(written))
                .map(count -> new Written(batch, count, rows.size() - count));
    }

    // A single record that PostgreSQL will not have must not stop the stream. Writing facts without their offsets is
    // harmless, so the culprits are found by halves.
    private Mono<Written> withoutRefused(Batch batch, Throwable refusal) {
        partitions.forget();
        return refused(batch.facts())
                .collectList()
                .map(culprits -> batch.burying(new HashSet<>(culprits), "PostgreSQL refused it: " + state(refusal)))
                .flatMap(this::attempt);
    }

    private Flux<ReadRecord.Facts> refused(List<ReadRecord.Facts> some) {
        if (some.isEmpty()) return Flux.empty();
        List<FactRow> rows = Batch.rows(some);
        Mono<Long> written = database.inConnection(connection -> FactWriter.write(connection, rows));
        return partitions
                .ensure(rows)
                .then(transaction.transactional(written))
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
