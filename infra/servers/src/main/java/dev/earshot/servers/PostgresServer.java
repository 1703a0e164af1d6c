package dev.earshot.servers;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL 18 as a child process on 127.0.0.1, also for root. Its data stays where it was told to keep it; a
 * server that a killed JVM left running on that data is found by its pid file and stopped first.
 */
public final class PostgresServer implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final Path data;
    private final int port;
    private final boolean temporary;
    private @Nullable EmbeddedPostgres running;

    private PostgresServer(Path data, int port, boolean temporary) {
        this.data = data;
        this.port = port;
        this.temporary = temporary;
    }

    /** Starts a server on a free port whose data goes away with it. */
    public static PostgresServer start() {
        return startWithin(Scratch.directory("postgres"), Ports.free(), true);
    }

    /**
     * Starts a server whose data stays.
     *
     * @param data initialised if it is empty, else taken up as it is
     */
    public static PostgresServer start(Path data, int port) {
        return startWithin(data, port, false);
    }

    /** Stops the server that a killed JVM left running on this data, if there is one. */
    public static void stopLeftover(Path data) {
        // INT is PostgreSQL's fast stop, QUIT its immediate one; TERM would wait for every client to go.
        LeftoverProcess.ofPostgres(data).ifPresent(left -> left.stop("INT", "QUIT"));
    }

    private static PostgresServer startWithin(Path data, int port, boolean temporary) {
        PostgresServer server = new PostgresServer(data, port, temporary);
        server.restart();
        return server;
    }

    /** The address of a database of this server; it exists after {@link #createDatabase} (or is {@code postgres}). */
    public PostgresAddress address(String database) {
        return new PostgresAddress("127.0.0.1", port, database, "postgres", "postgres");
    }

    public int port() {
        return port;
    }

    /** Creates the database unless it exists, and returns its address. */
    public PostgresAddress createDatabase(String name) {
        return address("postgres").createDatabase(name);
    }

    /** Stops the server and keeps its data. Does nothing if it is stopped. */
    public synchronized void stop() {
        EmbeddedPostgres server = running;
        if (server == null) {
            return;
        }
        running = null;
        try {
            server.close();
        } catch (IOException failed) {
            throw new UncheckedIOException("PostgreSQL did not stop", failed);
        }
    }

    /** Starts the stopped server again, on the same data and port. Does nothing if it runs. */
    public synchronized void restart() {
        if (running != null) {
            return;
        }
        stopLeftover(data);
        try {
            Files.createDirectories(data);
            running = EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setPort(port)
                    .setRegisterShutdownHook(temporary)
                    .setPGStartupWait(START_LIMIT)
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("max_connections", "60")
                    .setServerConfig("shared_buffers", temporary ? "64MB" : "512MB")
                    .setServerConfig("timezone", "UTC")
                    .start();
        } catch (IOException failed) {
            throw new UncheckedIOException("PostgreSQL did not start on " + data, failed);
        }
    }

    @Override
    public void close() {
        stop();
        if (temporary && Files.exists(data)) {
            Scratch.delete(data);
        }
    }
}
