package dev.earshot.analytics.testing;

import dev.earshot.servers.PostgresAddress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;

/** A database with the schema as shipped, looked at over JDBC. */
public record FactDatabase(PostgresAddress address) {
    private static final AtomicInteger COPIES = new AtomicInteger();

    /** Migrates the database to the newest schema. */
    public static FactDatabase migrated(PostgresAddress address) {
        Flyway.configure()
                .dataSource(address.jdbcUrl(), address.user(), address.password())
                .load()
                .migrate();
        return new FactDatabase(address);
    }

    /** The same rows in a database of their own, which may be changed. Nobody may be connected to this one meanwhile. */
    public FactDatabase copy() {
        String copy = address.database() + "_copy_" + COPIES.incrementAndGet();
        execute("CREATE DATABASE " + copy + " TEMPLATE " + address.database());
        return new FactDatabase(
                new PostgresAddress(address.host(), address.port(), copy, address.user(), address.password()));
    }

    public long count(String table) {
        return Long.parseLong(query("SELECT count(*) FROM " + table).getFirst());
    }

    /** {@code starts|ends|running calls|records read}: what must not change when something is read again. */
    public String totals() {
        return query("SELECT (SELECT count(*) FROM facts.stay_started), (SELECT count(*) FROM facts.stay_ended),"
                        + " (SELECT count(*) FROM analytics.calls WHERE ended IS NULL),"
                        + " (SELECT sum(next_offset) FROM facts.offsets)")
                .getFirst();
    }

    /** The answer's rows, columns joined by a bar; an absent value is a dash. Times are in UTC. */
    public List<String> query(String sql) {
        try (Connection connection = address.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET timezone TO 'UTC'");
            List<String> rows = new ArrayList<>();
            try (ResultSet answer = statement.executeQuery(sql)) {
                int columns = answer.getMetaData().getColumnCount();
                while (answer.next()) {
                    List<String> row = new ArrayList<>();
                    for (int i = 1; i <= columns; i++) {
                        String value = answer.getString(i);
                        row.add(value == null ? "-" : value);
                    }
                    rows.add(String.join("|", row));
                }
            }
            return rows;
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Brings the sums up to what is written now. */
    public void rollUp() {
        execute("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT facts.roll_up(); COMMIT");
    }

    public void execute(String sql) {
        try (Connection connection = address.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
