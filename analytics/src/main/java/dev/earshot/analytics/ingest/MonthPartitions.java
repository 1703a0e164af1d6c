package dev.earshot.analytics.ingest;

import dev.earshot.analytics.fact.FactRow;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The monthly partitions (UTC) of the fact tables: created when first needed, for old facts too, and one month ahead. */
final class MonthPartitions {
    private static final long SECONDS_A_DAY = 86_400;

    private final DatabaseClient database;
    private final Set<YearMonth> there = ConcurrentHashMap.newKeySet();

    MonthPartitions(DatabaseClient database) {
        this.database = database;
    }

    /** After this, rows of these months and of the ones after them can be written. */
    Mono<Void> ensure(List<FactRow> rows) {
        Set<YearMonth> missing = rows.stream()
                .map(row -> Math.floorDiv(row.partitionTime().getEpochSecond(), SECONDS_A_DAY))
                .distinct() // thousands of facts, but few days
                .map(day -> YearMonth.from(LocalDate.ofEpochDay(day)))
                .flatMap(month -> List.of(month, month.plusMonths(1)).stream())
                .filter(month -> !there.contains(month))
                .collect(Collectors.toSet());
        return Flux.fromIterable(missing).concatMap(this::create).then();
    }

    /** Forgets what is known to be there: after a failure the database may be another one. */
    void forget() {
        there.clear();
    }

    private Mono<Void> create(YearMonth month) {
        return database.sql("SELECT facts.ensure_month(:first)")
                .bind("first", month.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC))
                .fetch()
                .rowsUpdated()
                .doOnSuccess(_ -> there.add(month))
                .then();
    }
}
