package dev.earshot.local;

import dev.earshot.servers.KafkaServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.slf4j.LoggerFactory;

/**
 * The broker in a JVM of its own, so that neither takes the other along. It reads its password from the run's secrets, and lets in
 * nobody who does not have it.
 */
public final class KafkaBroker {
    private static final Duration FAREWELL = Duration.ofSeconds(40);
    private static final Duration TRAINED_FAREWELL = Duration.ofMinutes(4);
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final int CONNECT_LIMIT_MS = 1_000;

    /** Little heap: what the broker serves comes from the system's page cache. The optimising compiler is left out, as for the services. */
    private static final List<String> JVM = List.of(
            "-Xmx768m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseCompactObjectHeaders",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    private KafkaBroker() {}

    /** @param arguments the run's data directory, and the port */
    @SuppressWarnings("SystemExitOutsideMain") // the broker's threads would keep the process
    public static void main(String[] arguments) {
        DataDirectory data = new DataDirectory(Path.of(arguments[0]));
        int port = Integer.parseInt(arguments[1]);
        try {
            KafkaServer server = KafkaServer.start(
                    data.kafka(), port, LocalSecrets.in(data.secrets()).kafkaLogin());
            Runtime.getRuntime().addShutdownHook(new Thread(server::stop, "stop"));
            server.awaitEnd();
        } catch (RuntimeException failed) {
            LoggerFactory.getLogger(KafkaBroker.class).error("Kafka did not start", failed);
            System.err.println(failed);
            System.exit(1);
        }
    }

    /** @param watched whether this start is the one that later ones learn from */
    static ChildJvm.Program program(DataDirectory data, int port, boolean watched) {
        List<String> arguments = new ArrayList<>(JVM);
        arguments.addAll(StartCache.flags(ShippedServices.own().resolveSibling("earshot-kafka.aot"), watched));
        arguments.add("-Dearshot.logs=" + data.logs());
        arguments.add("-Dearshot.log=kafka");
        arguments.addAll(List.of("-cp", ShippedServices.own().toString(), KafkaBroker.class.getName()));
        arguments.addAll(List.of(data.root().toString(), String.valueOf(port)));
        return new ChildJvm.Program(
                arguments,
                Map.of(),
                data.kafkaPid(),
                data.logs().resolve("kafka.out"),
                data.root().toString(),
                watched ? TRAINED_FAREWELL : FAREWELL,
                alive -> awaitAnswer(port, alive, Part.KAFKA.log(data)));
    }

    /** Ends the broker that a kill -9 of this program left behind, after what it needs to close its files. */
    static void stopLeftover(DataDirectory data) throws IOException {
        ChildJvm.stopLeftover(data.kafkaPid(), data.root().toString(), FAREWELL);
    }

    /** The broker opens its port when it is about to answer. */
    private static void awaitAnswer(int port, BooleanSupplier alive, Path log) throws InterruptedException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!accepts(port)) {
            if (!alive.getAsBoolean()) {
                throw new IllegalStateException("Kafka did not start: see " + log + " and kafka.out beside it");
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "Kafka does not answer after " + START_LIMIT.toSeconds() + " s: see " + log);
            }
            Thread.sleep(PAUSE);
        }
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), CONNECT_LIMIT_MS);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }
}
