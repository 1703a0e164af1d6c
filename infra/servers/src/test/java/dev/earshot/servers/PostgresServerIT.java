package dev.earshot.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerIT {
    @TempDir
    Path directory;

    @Test
    void rows_are_there_after_a_stop_and_a_start() throws Exception {
        try (PostgresServer server = PostgresServer.start(directory.resolve("postgres"), Ports.free())) {
            PostgresAddress database = server.createDatabase("earshot");
            insert(database, 7);
            server.stop();
            server.restart();
            assertThat(rows(server.createDatabase("earshot"))).isEqualTo(1);
        }
    }

    @Test
    void a_server_left_over_by_a_killed_process_is_stopped_and_its_rows_are_kept() throws Exception {
        Path data = directory.resolve("postgres");
        int port = Ports.free();
        Process killed = startInAnotherJvm(data, port);
        insert(new PostgresAddress("127.0.0.1", port, "postgres", "postgres", "postgres"), 7);
        killed.destroyForcibly().waitFor();
        long left = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).getFirst());
        assertThat(ProcessHandle.of(left)).isPresent();

        try (PostgresServer next = PostgresServer.start(data, port)) {
            assertThat(ProcessHandle.of(left).filter(ProcessHandle::isAlive)).isEmpty();
            assertThat(rows(next.address("postgres"))).isEqualTo(1);
        }
    }

    /** Run by the test above in a JVM of its own. */
    static final class Starter {
        public static void main(String[] args) throws Exception {
            PostgresServer.start(Path.of(args[0]), Integer.parseInt(args[1]));
            System.out.println("ready");
            Thread.currentThread().join();
        }
    }

    private static Process startInAnotherJvm(Path data, int port) throws Exception {
        Process jvm = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Starter.class.getName(),
                        data.toString(),
                        String.valueOf(port))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader said = jvm.inputReader();
        assertThat(said.lines().anyMatch("ready"::equals)).isTrue();
        return jvm;
    }

    private static void insert(PostgresAddress database, int value) throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE kept (x int)");
            statement.execute("INSERT INTO kept VALUES (" + value + ")");
        }
    }

    private static int rows(PostgresAddress database) throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM kept")) {
            assertThat(rows.next()).isTrue();
            return rows.getInt(1);
        }
    }
}
