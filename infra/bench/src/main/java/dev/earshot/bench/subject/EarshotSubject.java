package dev.earshot.bench.subject;

import dev.earshot.bench.load.Crowd;
import dev.earshot.bench.load.EarshotProtocol;
import dev.earshot.bench.load.Protocol;
import dev.earshot.servers.Ports;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Earshot as it ships: the three jars, each a process, on a real Kafka and PostgreSQL; log, audit, analytics and limits
 * are on. LiveKit is not started: no media flows in these runs.
 */
public final class EarshotSubject implements Subject {
    private static final String DEV_SECRET = "bench-only-secret-of-at-least-32-bytes";

    /** As in the services' Dockerfiles, with a heap that leaves the machine to all of them. */
    private static final String[] JVM = {
        "-Xms768m",
        "-Xmx768m",
        "-XX:+UseZGC",
        "-XX:+UseCompactObjectHeaders",
        "-XX:+ExitOnOutOfMemoryError",
        "-Dio.netty.allocator.type=pooled",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow"
    };

    private final Map<String, Child> children = new LinkedHashMap<>();
    private final Path repository;
    private final Path work;
    private final int kafka = Ports.free();
    private final int postgres = Ports.free();
    private final int gateway = Ports.free();
    private final int projector = Ports.free();
    private final int analytics = Ports.free();

    private EarshotSubject(Path repository, Path work) {
        this.repository = repository;
        this.work = work;
    }

    /** @param work data that stays between the runs of one benchmark, and logs */
    public static EarshotSubject start(Path repository, Path work) {
        EarshotSubject earshot = new EarshotSubject(repository, work);
        try {
            earshot.startAll();
            return earshot;
        } catch (RuntimeException failed) {
            earshot.close();
            throw failed;
        }
    }

    private void startAll() {
        startBacking();
        Child folding = startService(
                "presence-projector",
                projector,
                List.of("--spring.kafka.streams.state-dir=" + work.resolve("data/streams")));
        Child counting = startService(
                "analytics",
                analytics,
                List.of(
                        "--earshot.postgres.address=127.0.0.1:" + postgres + "/" + Backing.DATABASE,
                        "--earshot.postgres.user=postgres",
                        "--earshot.postgres.password=postgres"));
        Child serving = startService(
                "api-gateway",
                gateway,
                List.of(
                        // Everybody comes from one address here.
                        "--earshot.http.per-address=20000",
                        "--earshot.http.unfinished-per-address=20000",
                        "--earshot.http.requests-per-second=100000",
                        "--earshot.http.memory=400MB",
                        "--earshot.history.url=http://127.0.0.1:" + projector,
                        "--earshot.analytics.url=http://127.0.0.1:" + analytics));
        folding.awaitReady(readiness(projector));
        counting.awaitReady(readiness(analytics));
        serving.awaitReady(readiness(gateway));
    }

    private static URI readiness(int port) {
        return URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness");
    }

    private void startBacking() {
        List<String> command =
                java("-Xms512m", "-Xmx512m", "-XX:+UseZGC", "-cp", System.getProperty("java.class.path"));
        command.addAll(List.of(
                Backing.class.getName(),
                work.resolve("data").toString(),
                String.valueOf(kafka),
                String.valueOf(postgres)));
        Child backing = Child.start("kafka", work, repository, command, Map.of());
        children.put("kafka", backing);
        backing.awaitSaid(Backing.READY);
    }

    private Child startService(String name, int port, List<String> settings) {
        List<String> command = java(JVM);
        command.addAll(List.of("-jar", name + "/target/" + name + "-exec.jar"));
        command.add("--spring.profiles.active=dev");
        command.add("--server.address=127.0.0.1");
        command.add("--server.port=" + port);
        command.add("--spring.kafka.bootstrap-servers=127.0.0.1:" + kafka);
        command.addAll(settings);
        Child child = Child.start(name, work, repository, command, Map.of("EARSHOT_AUTH_DEV_SECRET", DEV_SECRET));
        children.put(name, child);
        return child;
    }

    private static List<String> java(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(arguments));
        return command;
    }

    @Override
    public Protocol protocol(Crowd crowd) {
        URI base = URI.create("http://127.0.0.1:" + gateway);
        return new EarshotProtocol(URI.create("ws://127.0.0.1:" + gateway + "/ws"), crowd, Logins.of(base, crowd));
    }

    @Override
    public int primingRate() {
        return 500;
    }

    @Override
    public Map<String, ProcessHandle> processes() {
        Map<String, ProcessHandle> handles = new LinkedHashMap<>();
        children.forEach((name, child) -> handles.put(name, child.handle()));
        return handles;
    }

    @Override
    public void close() {
        List<Child> started = new ArrayList<>(children.values());
        started.reversed().forEach(Child::close);
    }
}
