package dev.earshot.analytics.ingest;

import dev.earshot.analytics.fact.FactRow;
import dev.earshot.analytics.fact.FactTable;
import dev.earshot.analytics.fact.FactTables;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Writes rows: one statement a table, whatever their number. */
final class FactWriter {
    private FactWriter() {}

    /** How many of them were not there yet. */
    static Mono<Long> write(Connection connection, List<? extends FactRow> rows) {
        return Flux.fromIterable(FactTables.ALL)
                .concatMap(table -> insert(connection, table, rows))
                .reduce(0L, Long::sum);
    }

    private static <R extends FactRow> Mono<Long> insert(
            Connection connection, FactTable<R> table, List<? extends FactRow> rows) {
        List<R> own = table.select(rows);
        if (own.isEmpty()) return Mono.just(0L);
        Statement insert = connection.createStatement(table.insertStatement());
        List<@Nullable Object[]> arrays = table.arrays(own);
        for (int i = 0; i < arrays.size(); i++) insert.bind(i, arrays.get(i));
        return Flux.from(insert.execute()).flatMap(Result::getRowsUpdated).reduce(0L, Long::sum);
    }
}
