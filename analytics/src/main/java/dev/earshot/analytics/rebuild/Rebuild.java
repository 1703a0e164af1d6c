package dev.earshot.analytics.rebuild;

import dev.earshot.analytics.fact.FactRow;
import dev.earshot.analytics.fact.FactTable;
import dev.earshot.analytics.fact.FactTables;
import dev.earshot.analytics.retention.RetentionSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Makes the tables be what the topics say: reads everything anew into tables beside the live ones, compares, and sets right what
 * differs in one transaction, so that whoever asks meanwhile sees all of it before or all of it after.
 *
 * <p>The ingest goes on: it only ever adds rows, each with a key of its own, so a fact that both write is there once, and a
 * fact of after the rebuild's beginning is the ingest's alone. Cut off at whatever point, the live tables are as they were; the
 * next rebuild begins from nothing.
 */
public final class Rebuild {
    private final Map<String, Object> kafka;
    private final Database database;
    private final RetentionSettings retention;
    private final Clock clock;

    /** Opens a connection of one's own. */
    @FunctionalInterface
    public interface Database {
        Connection connect() throws SQLException;
    }

    /** @param kafka client settings, at least {@code bootstrap.servers} */
    public Rebuild(Map<String, Object> kafka, Database database, RetentionSettings retention, Clock clock) {
        this.kafka = kafka;
        this.database = database;
        this.retention = retention;
        this.clock = clock;
    }

    /** Somebody who watches: called for each batch with how much was read of how much there is. */
    @FunctionalInterface
    public interface Watcher {
        void read(long records, long of);
    }

    /**
     * Rebuilds and says what was done.
     *
     * @throws RebuildRefused if another one runs
     */
    public RebuildReport run(Watcher watcher) throws SQLException {
        try (Connection connection = database.connect()) {
            if (Sql.number(connection, "SELECT pg_try_advisory_lock(hashtext('facts.rebuild'))::int") == 0) {
                throw new RebuildRefused("Another rebuild of this database is running: wait until it has ended");
            }
            Sources.Read read;
            Shadow shadow = Shadow.create(connection);
            try (Sources sources = new Sources(kafka, watcher)) {
                read = sources.readInto(shadow);
            }
            RebuildReport report = compare(connection, read);
            Sql.run(connection, "DROP SCHEMA rebuild, rebuild_said CASCADE");
            return report;
        }
    }

    private RebuildReport compare(Connection connection, Sources.Read read) throws SQLException {
        List<String> notes = new ArrayList<>(read.notes());
        List<Comparison> comparisons = new ArrayList<>();
        List<RebuildReport.Counts> counts = new ArrayList<>();
        for (FactTable<? extends FactRow> table : FactTables.ALL) {
            Comparison comparison = new Comparison(connection, Table.of(connection, table.name()));
            comparison.find();
            long dropped = comparison.leaveOutDropped(retention, clock.instant());
            if (dropped > 0) {
                notes.add("%,d rows of %s are older than they are kept, and were left out."
                        .formatted(dropped, table.name()));
            }
            comparisons.add(comparison);
            counts.add(comparison.counts());
        }
        if (counts.stream().anyMatch(RebuildReport.Counts::changed)) new Swap(connection, comparisons).run();
        return new RebuildReport(counts, read.records(), read.setAside(), notes);
    }
}
