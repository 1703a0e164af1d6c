package dev.earshot.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
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

    @Test
    void nobody_enters_without_the_password_and_there_is_no_socket_in_the_file_system() throws Exception {
        int port = Ports.free();
        try (PostgresServer server = secret("first", port)) {
            server.restart();
            assertThat(server.address("postgres").connect().isValid(1)).isTrue();
            for (String guess : List.of("", "postgres", "second")) {
                PostgresAddress guessed = new PostgresAddress("127.0.0.1", port, "postgres", "postgres", guess);
                assertThatThrownBy(guessed::connect).hasMessageContaining("password");
            }
            assertThat(Path.of("/tmp/.s.PGSQL." + port)).doesNotExist();
        }
    }

    @Test
    void the_owner_of_a_database_is_no_superuser_and_cannot_run_programs() throws Exception {
        try (PostgresServer server = secret("first", Ports.free())) {
            server.restart();
            PostgresAddress owned = server.createDatabase("earshot", "earshot", "owners");
            insert(owned, 7);
            try (Connection connection = owned.connect();
                    Statement statement = connection.createStatement()) {
                assertThatThrownBy(() -> statement.execute("COPY kept FROM PROGRAM 'echo 8'"))
                        .hasMessageContaining("permission denied");
                assertThatThrownBy(() -> statement.execute("ALTER ROLE earshot SUPERUSER"))
                        .hasMessageContaining("permission denied");
            }
        }
    }

    @Test
    void data_of_an_older_version_that_let_everybody_in_is_brought_over() throws Exception {
        int port = Ports.free();
        Path data = directory.resolve("postgres");
        try (PostgresServer older = secret("first", port)) {
            older.restart();
            PostgresAddress everybodys = older.createDatabase("earshot");
            insert(everybodys, 7);
            try (Connection connection = everybodys.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE ROLE analyst LOGIN");
                statement.execute("CREATE SCHEMA facts");
                statement.execute(
                        "CREATE TABLE facts.call (id bigint GENERATED ALWAYS AS IDENTITY, at date) PARTITION BY RANGE (at)");
                statement.execute("CREATE TABLE facts.call_2026 PARTITION OF facts.call DEFAULT");
                statement.execute("CREATE TYPE facts.kind AS ENUM ('a', 'b')");
                statement.execute(
                        "CREATE FUNCTION facts.one() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'");
                statement.execute("CREATE VIEW facts.calls AS SELECT count(*) FROM facts.call");
                statement.execute("GRANT SELECT ON kept TO analyst");
                statement.execute("ALTER ROLE postgres PASSWORD NULL");
            }
        }
        Files.writeString(data.resolve("pg_hba.conf"), "host all all 127.0.0.1/32 trust\n");

        try (PostgresServer next = secret("second", port)) {
            next.restart();
            PostgresAddress owned = next.createDatabase("earshot", "earshot", "owners");
            assertThat(rows(owned)).isEqualTo(1);
            try (Connection connection = owned.connect();
                    Statement statement = connection.createStatement()) {
                // What only an owner may do, and what AnalystRole does at every start.
                statement.execute("ALTER TABLE kept ADD y int");
                statement.execute("ALTER TABLE facts.call ADD y int");
                statement.execute("ALTER TYPE facts.kind ADD VALUE 'c'");
                statement.execute("CREATE OR REPLACE VIEW facts.calls AS SELECT count(*) FROM facts.call WHERE y > 0");
                statement.execute("CREATE OR REPLACE FUNCTION facts.one() RETURNS int LANGUAGE sql AS 'SELECT 2'");
                statement.execute("CREATE SCHEMA more");
                statement.execute("ALTER ROLE analyst LOGIN PASSWORD 'analysts'");
                statement.execute("ALTER ROLE analyst IN DATABASE earshot SET search_path = facts");
            }
            PostgresAddress analyst = new PostgresAddress("127.0.0.1", port, "earshot", "analyst", "analysts");
            assertThat(analyst.connect().isValid(1)).isTrue();
            assertThatThrownBy(new PostgresAddress("127.0.0.1", port, "earshot", "postgres", "first")::connect)
                    .hasMessageContaining("password");
        }
    }

    @Test
    void a_killed_server_starts_again_on_its_data() throws Exception {
        try (PostgresServer server = secret("first", Ports.free())) {
            server.restart();
            insert(server.address("postgres"), 7);
            ProcessHandle.of(server.pid()).orElseThrow().destroyForcibly();
            assertThat(server.awaitEnd()).isEqualTo(137);
            server.stop();
            // Those who served its clients end some moments later.
            await().ignoreExceptions().untilAsserted(() -> {
                server.restart();
                assertThat(rows(server.address("postgres"))).isEqualTo(1);
            });
        }
    }

    private PostgresServer secret(String password, int port) {
        return PostgresServer.stopped(directory.resolve("postgres"), port, password, directory.resolve("postgres.log"));
    }

    /** Run by a test above in a JVM of its own. */
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
