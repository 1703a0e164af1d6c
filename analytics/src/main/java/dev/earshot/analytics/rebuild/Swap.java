package dev.earshot.analytics.rebuild;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets every table right, and makes the sums over them anew, in one transaction. Sums are made of one snapshot of the facts; a
 * fact that the ingest commits meanwhile is none of it, and is added to the sums later as ever. If it is one that was to be
 * added here too, PostgreSQL refuses the snapshot, and a newer one is taken.
 */
final class Swap {
    private static final Logger LOG = LoggerFactory.getLogger(Swap.class);
    private static final int TRIES = 20;

    private final Connection connection;
    private final List<Comparison> comparisons;

    Swap(Connection connection, List<Comparison> comparisons) {
        this.connection = connection;
        this.comparisons = comparisons;
    }

    void run() throws SQLException {
        // Whoever adds to the sums waits, and we for them, before the snapshot is taken.
        Sql.run(connection, "SELECT pg_advisory_lock(hashtext('facts.roll_up'))");
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        try {
            for (int tries = 1; !isDone(tries); tries++) LOG.debug("A newer snapshot is taken");
        } finally {
            connection.setAutoCommit(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            Sql.run(connection, "SELECT pg_advisory_unlock(hashtext('facts.roll_up'))");
        }
    }

    private boolean isDone(int tries) throws SQLException {
        try {
            for (Comparison comparison : comparisons) comparison.apply();
            Sql.run(connection, "SELECT facts.rebuild_rollups()");
            connection.commit();
            return true;
        } catch (SQLException failed) {
            connection.rollback();
            // A snapshot that is too old, or a deadlock.
            if (tries == TRIES || !String.valueOf(failed.getSQLState()).startsWith("40")) throw failed;
            return false;
        }
    }
}
