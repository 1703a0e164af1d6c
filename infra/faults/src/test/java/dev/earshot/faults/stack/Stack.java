package dev.earshot.faults.stack;

import dev.earshot.servers.LiveKitServer;
import dev.earshot.servers.LiveKitSettings;
import dev.earshot.servers.LiveKitUnavailable;
import dev.earshot.servers.Ports;
import dev.earshot.servers.PostgresAddress;
import dev.earshot.servers.PostgresServer;
import dev.earshot.servers.TestServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The whole product, each part a process: one of these per test JVM, started when first asked for. Whoever takes a part
 * away brings it back.
 */
public final class Stack {
    public static final int PARTITIONS = 12;

    /** Logs and data of the processes; another folder for each of the JVMs that run side by side. */
    public static final Path DIRECTORY =
            Path.of(System.getProperty("earshot.stack", "target/stack")).toAbsolutePath();

    private static @Nullable Stack shared;
    /** Each has a folder of its own, which is still there when a later one runs. */
    private static int started;

    private final Path directory;
    private final Path stored;
    private final Part kafka;
    private final PostgresServer postgres;
    private final @Nullable LiveKitServer liveKit;
    private final Topics topics;
    private final Service gateway;
    private final Service secondGateway;
    private final Service projector;
    private final Service analytics;
    private final PostgresAddress database;

    /** @param data where Kafka and PostgreSQL keep theirs; null for a folder beside the logs */
    private Stack(@Nullable Path data) {
        directory = emptied(DIRECTORY.resolve(String.valueOf(++started)));
        Path stores = data == null ? directory : data;
        stored = stores.resolve("postgres");
        int kafkaPort = Ports.free();
        topics = new Topics("127.0.0.1:" + kafkaPort);
        kafka = new Part(
                "kafka",
                directory.resolve("kafka.log"),
                Part.java(
                        384,
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        KafkaProcess.class.getName(),
                        stores.resolve("kafka").toString(),
                        String.valueOf(kafkaPort)),
                Map.of(),
                topics::answers);
        postgres = PostgresServer.start(stored, Ports.free());
        database = postgres.createDatabase("earshot");
        int gatewayPort = Ports.free();
        liveKit = startLiveKit(gatewayPort);
        int projectorPort = Ports.free();
        int analyticsPort = Ports.free();
        Map<String, Object> common = common(kafkaPort);
        Map<String, Object> edge = edge(common, projectorPort, analyticsPort);
        gateway = Service.of("gateway", "api-gateway", gatewayPort, directory, edge);
        secondGateway = Service.of("gateway-2", "api-gateway", Ports.free(), directory, edge);
        Map<String, Object> fold = new LinkedHashMap<>(common);
        fold.put("spring.kafka.streams.state-dir", directory.resolve("streams").toString());
        projector = Service.of("projector", "presence-projector", projectorPort, directory, fold);
        analytics = Service.of("analytics", "analytics", analyticsPort, directory, store(common));
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    /** The running product. */
    public static synchronized Stack running() {
        return shared == null ? started(null) : shared;
    }

    /** A new product whose Kafka and PostgreSQL keep their data in this directory. One that runs is discarded. */
    public static synchronized Stack on(Path data) {
        if (shared != null) shared.discard();
        return started(data);
    }

    private static Stack started(@Nullable Path data) {
        Stack stack = new Stack(data);
        try {
            stack.startAll();
        } catch (RuntimeException failed) {
            stack.close();
            throw failed;
        }
        shared = stack;
        return stack;
    }

    // One after the other: all at once they would only wait for each other's two cores.
    private void startAll() {
        kafka.start();
        gateway.part().start();
        projector.part().start();
        analytics.part().start();
    }

    public Part kafka() {
        return kafka;
    }

    public PostgresServer postgres() {
        return postgres;
    }

    /** Freezes PostgreSQL, all of its processes. */
    public Frozen freezePostgres() {
        return Frozen.of(process(stored.resolve("postmaster.pid")));
    }

    /** Freezes LiveKit. */
    public Frozen freezeLiveKit() {
        LiveKitServer media = liveKit;
        if (media == null) throw new IllegalStateException("There is no LiveKit");
        return Frozen.of(process(media.settings().directory().resolve("livekit.pid")));
    }

    private static ProcessHandle process(Path pidFile) {
        try {
            long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().trim());
            return ProcessHandle.of(pid).orElseThrow(() -> new IllegalStateException(pidFile + " names no process"));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    public PostgresAddress database() {
        return database;
    }

    /** A real LiveKit; null if this machine cannot have one, which the test that needs it reports. */
    public @Nullable LiveKitServer liveKit() {
        return liveKit;
    }

    public Topics topics() {
        return topics;
    }

    public Service gateway() {
        return gateway;
    }

    /** A second gateway, not started by itself. */
    public Service secondGateway() {
        return secondGateway;
    }

    public Service projector() {
        return projector;
    }

    public Service analytics() {
        return analytics;
    }

    /** Creates a guild with these members. */
    public Guild guild(String name, List<String> members) {
        return Guild.create(this, name, members);
    }

    private static @Nullable LiveKitServer startLiveKit(int gatewayPort) {
        try {
            return TestServers.newLiveKit(URI.create("http://127.0.0.1:" + gatewayPort + "/api/livekit/webhook"));
        } catch (LiveKitUnavailable none) {
            System.err.println(none.getMessage());
            return null;
        }
    }

    private static Map<String, Object> common(int kafkaPort) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("spring.profiles.active", "dev");
        settings.put("spring.main.banner-mode", "off");
        settings.put("spring.kafka.bootstrap-servers", "127.0.0.1:" + kafkaPort);
        settings.put("earshot.auth.dev-secret", Tokens.SECRET);
        settings.put("earshot.topics.partitions", PARTITIONS);
        return settings;
    }

    private Map<String, Object> edge(Map<String, Object> common, int projectorPort, int analyticsPort) {
        Map<String, Object> settings = new LinkedHashMap<>(common);
        settings.put("earshot.history.url", "http://127.0.0.1:" + projectorPort);
        settings.put("earshot.analytics.url", "http://127.0.0.1:" + analyticsPort);
        LiveKitServer media = liveKit;
        if (media != null) {
            LiveKitSettings made = media.settings();
            settings.put("earshot.livekit.url", made.url().toString());
            settings.put("earshot.livekit.public-url", "ws://127.0.0.1:" + made.port());
            settings.put("earshot.livekit.api-key", made.apiKey());
            settings.put("earshot.livekit.api-secret", made.apiSecret());
        }
        return settings;
    }

    private Map<String, Object> store(Map<String, Object> common) {
        Map<String, Object> settings = new LinkedHashMap<>(common);
        settings.put("spring.r2dbc.url", database.r2dbcUrl());
        settings.put("spring.r2dbc.username", database.user());
        settings.put("spring.r2dbc.password", database.password());
        settings.put("spring.flyway.url", database.jdbcUrl());
        settings.put("spring.flyway.user", database.user());
        settings.put("spring.flyway.password", database.password());
        return settings;
    }

    /** Ends this product for good; the next test that asks for one gets a new one. */
    public void discard() {
        synchronized (Stack.class) {
            shared = null;
        }
        close();
    }

    private void close() {
        for (Service service : List.of(gateway, secondGateway, projector, analytics))
            service.part().kill();
        kafka.kill();
        postgres.stop();
        if (liveKit != null) liveKit.stop();
    }

    private static Path emptied(Path directory) {
        if (!Files.exists(directory)) return directory;
        try (Stream<Path> inside = Files.walk(directory)) {
            for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
            return directory;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
