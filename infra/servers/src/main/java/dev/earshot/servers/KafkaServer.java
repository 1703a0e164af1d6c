package dev.earshot.servers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/**
 * A real Kafka: one KRaft broker, its own controller, in this JVM on 127.0.0.1. It is up in about two seconds, creates no
 * topic by itself, and keeps everything in its data directory, so that it can be stopped and started again as the
 * same cluster on the same port.
 */
public final class KafkaServer implements AutoCloseable {
    private final Path data;
    private final int port;
    private final boolean temporary;
    private final @Nullable KafkaLogin login;
    private @Nullable KafkaRaftServer running;
    private int controllerPort;

    private KafkaServer(Path data, int port, boolean temporary, @Nullable KafkaLogin login) {
        this.data = data;
        this.port = port;
        this.temporary = temporary;
        this.login = login;
    }

    /** Starts a broker on a free port whose data goes away with it. */
    public static KafkaServer start() {
        return startWithin(Scratch.directory("kafka"), Ports.free(), true, null);
    }

    /**
     * Starts a broker whose data stays.
     *
     * @param data formatted if it is empty, else taken up as it is
     * @param port where clients connect
     */
    public static KafkaServer start(Path data, int port) {
        return startWithin(data, port, false, null);
    }

    /**
     * Starts a broker whose data stays, and that answers nobody who does not log in.
     *
     * @param login who may use it
     */
    public static KafkaServer start(Path data, int port, KafkaLogin login) {
        return startWithin(data, port, false, login);
    }

    private static KafkaServer startWithin(Path data, int port, boolean temporary, @Nullable KafkaLogin login) {
        KafkaServer server = new KafkaServer(data, port, temporary, login);
        server.restart();
        return server;
    }

    /** What a client needs as {@code bootstrap.servers}; stays the same over {@link #stop} and {@link #restart}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    /** Where its controller listens, since the last start. */
    synchronized int controllerPort() {
        return controllerPort;
    }

    /** Stops the broker and keeps its data. Does nothing if it is stopped. */
    public synchronized void stop() {
        KafkaRaftServer server = running;
        if (server == null) {
            return;
        }
        running = null;
        server.shutdown();
        server.awaitShutdown();
    }

    /** Starts the stopped broker again, on the same data and port. Does nothing if it runs. */
    public synchronized void restart() {
        if (running != null) {
            return;
        }
        // The controller is reached by this broker alone, so its port may differ from run to run.
        controllerPort = Ports.free();
        // What is written down while formatting names no password.
        format(KafkaSettings.forOneBroker(data, port, controllerPort, null));
        Properties settings = KafkaSettings.forOneBroker(data, port, controllerPort, login);
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
        server.startup();
        running = server;
    }

    /** Returns when the broker has stopped, by {@link #stop} or by itself. */
    public void awaitEnd() {
        KafkaRaftServer server = server();
        if (server != null) server.awaitShutdown();
    }

    private synchronized @Nullable KafkaRaftServer server() {
        return running;
    }

    @Override
    public void close() {
        stop();
        if (temporary) {
            Scratch.delete(data);
        }
    }

    private void format(Properties settings) {
        if (Files.exists(data.resolve("meta.properties"))) {
            return;
        }
        try {
            Files.createDirectories(data);
            Path file = data.resolve("server.properties");
            try (Writer out = Files.newBufferedWriter(file)) {
                settings.store(out, null);
            }
            ByteArrayOutputStream said = new ByteArrayOutputStream();
            String[] command = {
                "format",
                "--cluster-id",
                Uuid.randomUuid().toString(),
                "--config",
                file.toString(),
                "--ignore-formatted"
            };
            if (StorageTool.execute(command, new PrintStream(said, true, StandardCharsets.UTF_8)) != 0) {
                throw new IllegalStateException(
                        "Kafka could not format " + data + ": " + said.toString(StandardCharsets.UTF_8));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("Kafka cannot write to " + data, failed);
        }
    }
}
