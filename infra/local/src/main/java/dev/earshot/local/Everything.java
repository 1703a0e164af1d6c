package dev.earshot.local;

import dev.earshot.servers.KafkaServer;
import dev.earshot.servers.LiveKitSettings;
import dev.earshot.servers.PostgresAddress;
import dev.earshot.servers.PostgresServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** All parts, started side by side as far as they do not need each other. */
final class Everything implements AutoCloseable {
    private final LocalPorts ports;
    private final DataDirectory data;
    private final RunningParts parts = new RunningParts();

    Everything(LocalPorts ports, DataDirectory data) {
        this.ports = ports;
        this.data = data;
    }

    /** Starts all parts and returns when each service says that it is ready. LiveKit follows when it can. */
    void start(boolean withAudio) throws Exception {
        LocalSecrets secrets = LocalSecrets.in(data.secrets());
        beginAudio(withAudio, secrets);
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread::new)) {
            Future<PostgresAddress> postgres = threads.submit(this::startPostgres);
            parts.add(Part.KAFKA, KafkaServer.start(data.kafka(), ports.kafka));
            say("Kafka is up");
            List<Callable<Service>> starts = new ArrayList<>();
            for (Service service : Service.values()) {
                starts.add(() -> {
                    // Analytics alone needs the database; the others do not wait for it.
                    PostgresAddress database = service == Service.ANALYTICS ? result(postgres) : null;
                    return startService(service, new ServiceArguments(ports, data, secrets).of(service, database));
                });
            }
            for (Future<Service> started : threads.invokeAll(starts)) {
                result(started);
            }
        }
        Addresses addresses = Addresses.of(ports);
        for (Service service : Service.values()) {
            Readiness.await(service, addresses);
        }
        addresses.write(data.run());
    }

    /** Stops all parts: the gateway first, Kafka last. */
    @Override
    public void close() {
        parts.close();
    }

    private void beginAudio(boolean withAudio, LocalSecrets secrets) {
        LiveKitStatus status = new LiveKitStatus(data.livekitStatus());
        if (!withAudio) {
            status.unavailable("Audio was left out when Earshot was started.");
            return;
        }
        LiveKitSettings settings = new LiveKitSettings(
                data.livekit(),
                ports.livekit,
                ports.livekitTcp,
                ports.livekitUdp,
                ServiceArguments.LIVEKIT_KEY,
                secrets.livekit(),
                URI.create("http://127.0.0.1:" + ports.gateway + "/api/livekit/webhook"));
        parts.add(Part.AUDIO, Audio.begin(settings, status, Everything::say));
    }

    private PostgresAddress startPostgres() {
        PostgresServer server = parts.add(Part.POSTGRES, PostgresServer.start(data.postgres(), ports.postgres));
        PostgresAddress database = server.createDatabase("earshot");
        say("PostgreSQL is up");
        return database;
    }

    private Service startService(Service service, List<String> arguments) throws Exception {
        Path unpacked = ShippedServices.directory().resolve(service.artifact());
        parts.add(Part.of(service), ServiceHost.start(unpacked, arguments));
        say(service.artifact() + " is up");
        return service;
    }

    private static void say(String line) {
        System.out.println("  " + line);
    }

    private static <T> T result(Future<T> future) throws Exception {
        try {
            return future.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Exception cause ? cause : failed;
        }
    }
}
