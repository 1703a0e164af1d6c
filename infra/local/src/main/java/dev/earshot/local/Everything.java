package dev.earshot.local;

import dev.earshot.servers.LiveKitSettings;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** All parts, started side by side as far as they do not need each other, and watched from then on. */
final class Everything implements AutoCloseable {
    private final LocalPorts ports;
    private final DataDirectory data;
    private final boolean watched;
    private final RunReport report;
    private final RunningParts parts = new RunningParts();

    /** @param watched whether this start is the one that later ones learn from, see {@link StartCache} */
    Everything(LocalPorts ports, DataDirectory data, boolean watched, RunReport report) {
        this.ports = ports;
        this.data = data;
        this.watched = watched;
        this.report = report;
    }

    /** Starts all parts and returns when each service says that it is ready. LiveKit follows when it can. */
    void start(boolean withAudio) throws Exception {
        LocalSecrets secrets = LocalSecrets.in(data.secrets());
        beginAudio(withAudio, secrets);
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread::new)) {
            Future<?> postgres =
                    threads.submit(() -> start(Part.POSTGRES, () -> Database.start(data, ports.postgres, secrets)));
            Future<?> kafka = threads.submit(
                    () -> start(Part.KAFKA, () -> ChildJvm.start(KafkaBroker.program(data, ports.kafka, watched))));
            List<Callable<Part>> starts = new ArrayList<>();
            for (Service service : Service.values()) {
                starts.add(() -> {
                    // Analytics alone needs the database, and wants Kafka there; the others wait for Kafka by
                    // themselves.
                    if (service == Service.ANALYTICS) {
                        result(postgres);
                        result(kafka);
                    }
                    return start(Part.of(service), () -> startService(service, secrets));
                });
            }
            for (Future<Part> started : threads.invokeAll(starts)) {
                result(started);
            }
            result(kafka);
        }
        Addresses.of(ports).write(data.run());
    }

    /** Stops all parts: the gateway first, Kafka last; after a watched start the services side by side. */
    @Override
    public void close() {
        if (watched) parts.closeSideBySide();
        else parts.close();
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
        parts.add(Part.AUDIO, Audio.begin(settings, status, report));
    }

    private Part start(Part part, Watch.Starter starter) throws Exception {
        parts.add(part, new Watch(part, starter, report)).start();
        return part;
    }

    private Running startService(Service service, LocalSecrets secrets) {
        Map<String, Object> settings = new ServiceSettings(ports, data, secrets).of(service);
        return ChildJvm.start(ServiceProgram.of(service, settings, Addresses.of(ports), data, watched));
    }

    private static <T> T result(Future<T> future) throws Exception {
        try {
            return future.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Exception cause ? cause : failed;
        }
    }
}
