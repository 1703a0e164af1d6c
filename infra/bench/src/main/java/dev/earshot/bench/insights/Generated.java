package dev.earshot.bench.insights;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.earshot.servers.PostgresAddress;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;

/** A year of facts made by SQL, with the sums that the service would have made of them. */
final class Generated {
    // The service adds to the sums too; what it added after this had begun would end it.
    private static final List<String> SUMS = List.of(
            "SELECT pg_advisory_lock(hashtext('facts.roll_up'))",
            "BEGIN ISOLATION LEVEL REPEATABLE READ",
            "SELECT facts.rebuild_rollups()",
            "COMMIT",
            "SELECT pg_advisory_unlock(hashtext('facts.roll_up'))");

    private final PostgresAddress database;

    private Generated(PostgresAddress database) {
        this.database = database;
    }

    static Generated in(PostgresAddress database) {
        return new Generated(database);
    }

    void unlessThere(long calls, int days, int people, long samples) throws SQLException, IOException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET synchronous_commit = off; SET work_mem = '128MB'");
            if (isThere(statement, "facts.channel_quarter")) return;
            // Whoever stopped the first run has the facts, and waits for their sums alone.
            if (!isThere(statement, "facts.stay_started")) {
                String sql = text().replace("${days}", Integer.toString(days))
                        .replace("${calls}", Long.toString(calls))
                        .replace("${people}", Integer.toString(people))
                        .replace("${samples}", Long.toString(samples));
                timed("Facts", () -> statement.execute(sql));
            }
            timed("Sums", () -> {
                for (String part : SUMS) statement.execute(part);
            });
            timed("Vacuum and analyze", () -> statement.execute("VACUUM ANALYZE"));
        }
    }

    private static boolean isThere(Statement statement, String table) throws SQLException {
        try (ResultSet there = statement.executeQuery("SELECT EXISTS (SELECT FROM " + table + ")")) {
            there.next();
            return there.getBoolean(1);
        }
    }

    private interface Work {
        void run() throws SQLException;
    }

    private static void timed(String what, Work work) throws SQLException {
        long begun = System.nanoTime();
        work.run();
        System.out.printf("%s: %d s%n", what, (System.nanoTime() - begun) / 1_000_000_000);
    }

    private static String text() throws IOException {
        try (InputStream in = Objects.requireNonNull(Generated.class.getResourceAsStream("/insights/generate.sql"))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
