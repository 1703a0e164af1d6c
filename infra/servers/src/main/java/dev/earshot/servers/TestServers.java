package dev.earshot.servers;

import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * One Kafka and one PostgreSQL per test JVM, started when first asked for and gone with the JVM: in containers when a
 * Docker engine answers, else embedded. Says on standard output which. A test that stops its server, or that must not
 * see another test's records, starts a {@link KafkaServer} of its own.
 */
public final class TestServers {
    private static final String KAFKA_IMAGE = "apache/kafka:4.2.1";
    private static final String POSTGRES_IMAGE = "postgres:18";
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private TestServers() {}

    /** {@code bootstrap.servers} of the shared Kafka. No topic exists until a test creates it. */
    public static String kafka() {
        return SharedKafka.BOOTSTRAP;
    }

    /** A new, empty database in the shared PostgreSQL. */
    public static PostgresAddress newDatabase() {
        return SharedPostgres.ADDRESS.createDatabase("test_" + DATABASES.incrementAndGet());
    }

    /**
     * A LiveKit of the caller's own, built first if need be (minutes, once per machine); the caller closes it.
     *
     * @throws LiveKitUnavailable if it cannot be had here: let the test fail with it
     */
    public static LiveKitServer newLiveKit(@Nullable URI webhook) throws LiveKitUnavailable {
        LiveKitSource source = LiveKitFinder.ofThisMachine().obtain();
        return LiveKitServer.start(source, LiveKitSettings.onFreePorts(Scratch.directory("livekit"), webhook));
    }

    private static final class SharedKafka {
        static final String BOOTSTRAP = start();

        @SuppressWarnings("resource") // closed with the JVM
        private static String start() {
            if (DockerEngine.answers()) {
                System.out.println("Tests use Kafka from " + KAFKA_IMAGE + " (Testcontainers)");
                KafkaContainer container =
                        new KafkaContainer(KAFKA_IMAGE).withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
                container.start();
                return container.getBootstrapServers();
            }
            System.out.println("Tests use an embedded Kafka (no Docker engine answers)");
            KafkaServer server = KafkaServer.start();
            closeWithJvm(server);
            return server.bootstrapServers();
        }
    }

    private static final class SharedPostgres {
        static final PostgresAddress ADDRESS = start();

        @SuppressWarnings("resource") // closed with the JVM
        private static PostgresAddress start() {
            if (DockerEngine.answers()) {
                System.out.println("Tests use PostgreSQL from " + POSTGRES_IMAGE + " (Testcontainers)");
                PostgreSQLContainer container = new PostgreSQLContainer(POSTGRES_IMAGE);
                container.start();
                return new PostgresAddress(
                        container.getHost(),
                        container.getFirstMappedPort(),
                        container.getDatabaseName(),
                        container.getUsername(),
                        container.getPassword());
            }
            System.out.println("Tests use an embedded PostgreSQL (no Docker engine answers)");
            PostgresServer server = PostgresServer.start();
            closeWithJvm(server);
            return server.address("postgres");
        }
    }

    private static void closeWithJvm(AutoCloseable server) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                server.close();
            } catch (Exception failed) {
                System.err.println("A test server did not close: " + failed);
            }
        }));
    }
}
