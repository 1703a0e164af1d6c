package dev.earshot.analytics.testing;

import dev.earshot.servers.PostgresAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** What PostgreSQL reaches at best: the same rows by {@code COPY}, in the log's order, from a file, nothing else running. */
public final class CopyRate {
    private CopyRate() {}

    /** Copies the rows of a table into the same table of another database; how many. */
    public record Copied(long rows, double seconds) {
        Copied plus(Copied other) {
            return new Copied(rows + other.rows, seconds + other.seconds);
        }

        public double perSecond() {
            return rows / seconds;
        }
    }

    /** Copies the rows of these tables into those of another database, which has the partitions for them. */
    public static Copied of(PostgresAddress from, PostgresAddress to, String... tables) throws Exception {
        Copied all = new Copied(0, 0);
        for (String table : tables) all = all.plus(table(from, to, table));
        return all;
    }

    private static Copied table(PostgresAddress from, PostgresAddress to, String table)
            throws SQLException, IOException {
        Path file = Files.createTempFile("earshot-copy", ".rows");
        try (Connection source = from.connect();
                Connection target = to.connect()) {
            try (OutputStream out = Files.newOutputStream(file)) {
                copying(source)
                        .copyOut(
                                "COPY (SELECT * FROM " + table + " ORDER BY cause_partition, cause_offset, cause_index)"
                                        + " TO STDOUT (FORMAT binary)",
                                out);
            }
            try (InputStream in = Files.newInputStream(file)) {
                long began = System.nanoTime();
                long rows = copying(target).copyIn("COPY " + table + " FROM STDIN (FORMAT binary)", in, 1 << 16);
                return new Copied(rows, (System.nanoTime() - began) / 1e9);
            }
        } finally {
            Files.delete(file);
        }
    }

    private static CopyManager copying(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI();
    }
}
