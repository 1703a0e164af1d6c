package dev.earshot.analytics.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Adds what was written to the sums every 2 s, as the service does beside its ingest. */
public final class Sums implements AutoCloseable {
    private final ScheduledExecutorService rounds = Executors.newSingleThreadScheduledExecutor();
    private final FactDatabase database;
    private long rows;

    private Sums(FactDatabase database) {
        this.database = database;
    }

    public static Sums follow(FactDatabase database) {
        Sums sums = new Sums(database);
        sums.rounds.scheduleWithFixedDelay(sums::round, 2, 2, TimeUnit.SECONDS);
        return sums;
    }

    private void round() {
        try (Connection connection = database.address().connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try (ResultSet added = statement.executeQuery("SELECT facts.roll_up()")) {
                added.next();
                rows += added.getLong(1);
            }
            connection.commit();
        } catch (SQLException failed) {
            System.out.println("The sums were not added to: " + failed.getMessage());
        }
    }

    @Override
    public void close() {
        rounds.shutdown();
        System.out.printf("Sums hold %,d of the facts%n", rows);
    }
}
