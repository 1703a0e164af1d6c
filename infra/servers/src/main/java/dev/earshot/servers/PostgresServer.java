package dev.earshot.servers;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL 18 as a child process on 127.0.0.1, also for root. Nobody enters without a password (SCRAM), and it opens no
 * socket in the file system. Its data stays where it was told to keep it; a server that a killed JVM left running on that data
 * is found by its pid file and stopped first.
 */
public final class PostgresServer implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final String SUPERUSER = "postgres";
    private static final String TEST_PASSWORD = "postgres";
    private static final String INVALID_PASSWORD = "28P01";
    private static final String ACCESS = """
            # Written at every start.
            host all all 127.0.0.1/32 scram-sha-256
            """;

    private final Path data;
    private final Path log;
    private final int port;
    private final String password;
    private final boolean temporary;
    private @Nullable Process running;

    private PostgresServer(Path data, Path log, int port, String password, boolean temporary) {
        if (!password.matches("[A-Za-z0-9]+")) throw new IllegalArgumentException("A password is letters and digits");
        this.data = data;
        this.log = log;
        this.port = port;
        this.password = password;
        this.temporary = temporary;
    }

    /** Starts a server on a free port whose data goes away with it. */
    public static PostgresServer start() {
        Path data = Scratch.directory("postgres");
        PostgresServer server = new PostgresServer(data, logBeside(data), Ports.free(), TEST_PASSWORD, true);
        Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
        return started(server);
    }

    /**
     * Starts a server whose data stays, with a password that is none: for tests.
     *
     * @param data initialised if it is empty, else taken up as it is
     */
    public static PostgresServer start(Path data, int port) {
        return started(new PostgresServer(data, logBeside(data), port, TEST_PASSWORD, false));
    }

    /**
     * A server whose data stays; {@link #restart} starts it.
     *
     * @param data initialised if it is empty, else taken up as it is
     * @param password of the role {@code postgres}, letters and digits; data that has another one, or none, gets this one
     * @param log what the server says is appended here
     */
    public static PostgresServer stopped(Path data, int port, String password, Path log) {
        return new PostgresServer(data, log, port, password, false);
    }

    /** Stops the server that a killed JVM left running on this data, if there is one. */
    public static void stopLeftover(Path data) {
        // INT is PostgreSQL's fast stop, QUIT its immediate one; TERM would wait for every client to go.
        LeftoverProcess.ofPostgres(data).ifPresent(left -> left.stop("INT", "QUIT"));
    }

    private static PostgresServer started(PostgresServer server) {
        server.restart();
        return server;
    }

    private static Path logBeside(Path data) {
        return data.resolveSibling(data.getFileName() + ".log");
    }

    /** The superuser's address of a database of this server; it exists after {@link #createDatabase} (or is {@code postgres}). */
    public PostgresAddress address(String database) {
        return new PostgresAddress("127.0.0.1", port, database, SUPERUSER, password);
    }

    public int port() {
        return port;
    }

    /** Creates the database unless it exists, and returns the superuser's address of it. */
    public PostgresAddress createDatabase(String name) {
        return address("postgres").createDatabase(name);
    }

    /**
     * Creates the database unless it exists, hands it to a role that is no superuser, and returns that role's address of it.
     *
     * @param password what the role logs in with from now on
     */
    public PostgresAddress createDatabase(String name, String owner, String password) {
        if (!owner.matches("[a-z][a-z0-9_]{0,62}")) {
            throw new IllegalArgumentException("A role is named with a-z, 0-9 and _: " + owner);
        }
        try {
            PostgresAddress superuser = createDatabase(name);
            DatabaseOwner.setUp(superuser, owner, password);
            DatabaseOwner.handOver(superuser, owner);
            return new PostgresAddress(superuser.host(), port, name, owner, password);
        } catch (SQLException failed) {
            throw new IllegalStateException("PostgreSQL could not hand " + name + " to the role " + owner, failed);
        }
    }

    /** The number of its process; 0 if it is stopped. */
    public synchronized long pid() {
        return running == null ? 0 : running.pid();
    }

    /** Waits until the process has ended. @return its exit code, 0 if it is stopped */
    public int awaitEnd() throws InterruptedException {
        Process process = process();
        return process == null ? 0 : process.waitFor();
    }

    /** Stops the server and keeps its data. Does nothing if it is stopped. */
    public synchronized void stop() {
        Process server = running;
        if (server == null) {
            return;
        }
        running = null;
        if (server.isAlive()) new LeftoverProcess(server.toHandle()).stop("INT", "QUIT");
    }

    /** Starts the stopped server again, on the same data and port, and returns when it answers. Does nothing if it runs. */
    public synchronized void restart() {
        if (running != null && running.isAlive()) {
            return;
        }
        stopLeftover(data);
        PostgresPrograms programs = PostgresPrograms.ofThisMachine();
        try {
            if (!Files.exists(data.resolve("PG_VERSION"))) initialise(programs);
            Files.writeString(data.resolve("pg_hba.conf"), ACCESS);
            launch(programs);
        } catch (IOException failed) {
            throw new UncheckedIOException("PostgreSQL did not start on " + data, failed);
        } catch (InterruptedException interrupted) {
            stop();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The start of PostgreSQL was interrupted", interrupted);
        }
    }

    @Override
    public void close() {
        stop();
        if (temporary) {
            Scratch.delete(data);
            Scratch.delete(log);
        }
    }

    private synchronized @Nullable Process process() {
        return running;
    }

    private void initialise(PostgresPrograms programs) throws IOException, InterruptedException {
        Files.createDirectories(data);
        // A file of this user's alone, for a command line is everybody's to read.
        Path secret = Files.createTempFile("earshot-", ".pw");
        try {
            Files.writeString(secret, password);
            List<String> arguments = new ArrayList<>(List.of("-D", data.toString(), "-U", SUPERUSER, "-E", "UTF8"));
            arguments.addAll(List.of("--auth=scram-sha-256", "--pwfile=" + secret, "--no-sync"));
            OutputFile output = OutputFile.at(log);
            int code = programs.command("initdb", arguments)
                    .redirectOutput(output.redirect())
                    .start()
                    .waitFor();
            if (code != 0) throw new IOException("initdb failed: " + lastOf(output) + " (see " + log + ")");
        } finally {
            Files.delete(secret);
        }
    }

    private void launch(PostgresPrograms programs) throws IOException, InterruptedException {
        if (answers(programs)) return;
        // Data of an older version, whose superuser had no password, or secrets that were made up again.
        setPassword(programs);
        if (!answers(programs)) throw new IOException("it refuses its own password (see " + log + ")");
    }

    /** Starts the process. @return whether it lets us in; if not, it is stopped again */
    private boolean answers(PostgresPrograms programs) throws IOException, InterruptedException {
        OutputFile output = OutputFile.at(log);
        List<String> arguments = new ArrayList<>(List.of("-D", data.toString(), "-p", String.valueOf(port), "-F"));
        setting(arguments, "listen_addresses", "127.0.0.1");
        setting(arguments, "unix_socket_directories", "");
        setting(arguments, "password_encryption", "scram-sha-256");
        setting(arguments, "max_connections", "60");
        setting(arguments, "shared_buffers", temporary ? "64MB" : "512MB");
        setting(arguments, "timezone", "UTC");
        Process server =
                programs.server(arguments).redirectOutput(output.redirect()).start();
        running = server;
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (true) {
            try (Connection connection =
                    DriverManager.getConnection(address("postgres").jdbcUrl(), login())) {
                return connection.isValid(0);
            } catch (SQLException notYet) {
                if (INVALID_PASSWORD.equals(notYet.getSQLState())) {
                    stop();
                    return false;
                }
                if (server.waitFor(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                    running = null;
                    throw new IOException("it ended at once: " + lastOf(output) + " (see " + log + ")");
                }
                if (System.nanoTime() > deadline) {
                    stop();
                    throw new IOException(
                            "it did not answer within " + START_LIMIT.toSeconds() + " s (see " + log + ")", notYet);
                }
            }
        }
    }

    private void setPassword(PostgresPrograms programs) throws IOException, InterruptedException {
        OutputFile output = OutputFile.at(log);
        Process alone = programs.command("postgres", List.of("--single", "-D", data.toString(), "-F", "postgres"))
                .redirectOutput(output.redirect())
                .start();
        try (OutputStream in = alone.getOutputStream()) {
            in.write(("ALTER ROLE postgres PASSWORD '" + password + "'\n").getBytes(StandardCharsets.UTF_8));
        }
        int code = alone.waitFor();
        if (code != 0) throw new IOException("its password could not be set: " + lastOf(output) + " (see " + log + ")");
    }

    private Properties login() {
        Properties login = new Properties();
        login.setProperty("user", SUPERUSER);
        login.setProperty("password", password);
        login.setProperty("loginTimeout", "5");
        return login;
    }

    private static void setting(List<String> arguments, String name, String value) {
        arguments.addAll(List.of("-c", name + "=" + value));
    }

    private static String lastOf(OutputFile output) {
        return output.lastLines().stream()
                .filter(line -> !line.isBlank())
                .reduce((_, later) -> later)
                .orElse("it said nothing");
    }
}
