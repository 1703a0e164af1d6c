package dev.earshot.local;

import dev.earshot.servers.KafkaServer;
import dev.earshot.servers.LiveKitSettings;
import dev.earshot.servers.PostgresAddress;
import dev.earshot.servers.PostgresServer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** All parts, started side by side as far as they do not need each other. */
final class Everything implements AutoCloseable {
    private final LocalPorts ports;
    private final DataDirectory data;
    private final boolean watched;
    private final RunningParts parts = new RunningParts();

    /** @param watched whether this start is the one that later ones learn from, see {@link StartCache} */
    Everything(LocalPorts ports, DataDirectory data, boolean watched) {
        this.ports = ports;
        this.data = data;
        this.watched = watched;
    }

    /** Starts all parts and returns when each service says that it is ready. LiveKit follows when it can. */
    void start(boolean withAudio) throws Exception {
        LocalSecrets secrets = LocalSecrets.in(data.secrets());
        beginAudio(withAudio, secrets);
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread::new)) {
            Future<PostgresAddress> postgres = threads.submit(this::startPostgres);
            Future<KafkaServer> kafka = threads.submit(this::startKafka);
            List<Callable<Service>> starts = new ArrayList<>();
            for (Service service : Service.values()) {
                starts.add(() -> {
                    // Analytics alone needs the database, and wants Kafka there; the others wait for Kafka by
                    // themselves.
                    PostgresAddress database = null;
                    if (service == Service.ANALYTICS) {
                        database = result(postgres);
                        result(kafka);
                    }
                    return startService(service, new ServiceSettings(ports, data, secrets).of(service, database));
                });
            }
            for (Future<Service> started : threads.invokeAll(starts)) {
                result(started);
            }
            result(kafka);
        }
        Addresses.of(ports).write(data.run());
    }

    /** Stops all parts: the gateway first, Kafka last. */
    @Override
    public void close() {
        parts.close();
    }

    private void beginAudio(boolean withAudio, LocalSecrets secrets) {
        LiveKitStatus status = new LiveKitStatus(data.livekitStatus());
        if (!withAudio) {
            status.off("Audio was left out when Earshot was started (--without-audio).");
            return;
        }
        LiveKitSettings settings = new LiveKitSettings(
                data.livekit(),
                ports.livekit,
                ports.livekitTcp,
                ports.livekitUdp,
                ServiceSettings.LIVEKIT_KEY,
                secrets.livekit(),
                URI.create("http://127.0.0.1:" + ports.gateway + "/api/livekit/webhook"));
        parts.add(Part.AUDIO, Audio.begin(settings, status, Everything::say));
    }

    private KafkaServer startKafka() {
        KafkaServer server = parts.add(Part.KAFKA, KafkaServer.start(data.kafka(), ports.kafka));
        say("Kafka is up");
        return server;
    }

    private PostgresAddress startPostgres() {
        PostgresServer server = parts.add(Part.POSTGRES, PostgresServer.start(data.postgres(), ports.postgres));
        PostgresAddress database = server.createDatabase("earshot");
        say("PostgreSQL is up");
        return database;
    }

    private Service startService(Service service, Map<String, Object> settings) throws InterruptedException {
        ServiceProcess process = parts.add(Part.of(service), ServiceProcess.start(service, settings, data, watched));
        Readiness.await(service, Addresses.of(ports), process::isAlive, data.logs());
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
