package dev.earshot.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.json.JsonMapper;

/**
 * One service as it ships, in a process of its own. It ends when it is closed, and when this program ends in whatever way; Ctrl-C
 * at the terminal does not reach it, because the parts are stopped in an order.
 */
final class ServiceProcess implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    /** What a service is given for going; one that watched its start writes its cache meanwhile. */
    private static final Duration FAREWELL = Duration.ofSeconds(40);

    private static final Duration TRAINED_FAREWELL = Duration.ofMinutes(4);

    // The JVM is asked to end when the input does, be it closed by this program or by its death.
    private static final String ENDS_WITH_ITS_INPUT = """
            trap '' INT
            exec 3<&0
            "$@" </dev/null 3<&- &
            service=$!
            { cat <&3 >/dev/null; kill "$service" 2>/dev/null; } &
            wait "$service"
            """;

    /**
     * No second compiler: at the start it would take a third of two cores. The projector has it, because it folds long stretches of
     * the log for whoever looks back, twice as fast.
     */
    private static final String ONE_COMPILER = "-XX:TieredStopAtLevel=1";

    /**
     * Room for the young: each past moment that is looked at is some megabytes, is kept for a few more, and would else be old by then.
     * A collection of the old ones stops everything for 300 ms.
     */
    private static final List<String> FOR_MOMENTS = List.of("-Xmn384m", "-XX:SurvivorRatio=4");

    /** Little memory. */
    private static final List<String> JVM = List.of(
            "-Xmx768m",
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-XX:+ExitOnOutOfMemoryError",
            "-Dio.netty.allocator.type=pooled",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    private final Process process;
    private final Path pidFile;
    private final Duration farewell;

    private ServiceProcess(Process process, Path pidFile, Duration farewell) {
        this.process = process;
        this.pidFile = pidFile;
        this.farewell = farewell;
    }

    /**
     * Starts the service and does not wait for it.
     *
     * @param settings Spring properties; they go through the environment, because secrets are among them
     * @param watched whether this start is the one that later ones learn from
     */
    static ServiceProcess start(Service service, Map<String, Object> settings, DataDirectory data, boolean watched) {
        Path jar = ShippedServices.jar(service);
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", ENDS_WITH_ITS_INPUT, "earshot", java()));
        command.addAll(JVM);
        if (service == Service.PROJECTOR) command.addAll(FOR_MOMENTS);
        else command.add(ONE_COMPILER);
        command.addAll(StartCache.flags(jar, watched));
        command.addAll(List.of("-jar", jar.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(
                        data.logs().resolve(service.artifact() + ".out").toFile()));
        builder.environment().put("SPRING_APPLICATION_JSON", JSON.writeValueAsString(settings));
        try {
            Process process = builder.start();
            Path pidFile = data.pid(service);
            Files.writeString(pidFile, String.valueOf(process.pid()));
            return new ServiceProcess(process, pidFile, watched ? TRAINED_FAREWELL : FAREWELL);
        } catch (IOException failed) {
            throw new UncheckedIOException(service.artifact() + " could not be started", failed);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(farewell.toMillis(), TimeUnit.MILLISECONDS)) end(process.toHandle());
        Files.deleteIfExists(pidFile);
    }

    /** Ends what a kill -9 of this program left behind: it has lost Kafka, so it has nothing to finish. */
    static void stopLeftover(Service service, DataDirectory data) throws IOException {
        Path pidFile = data.pid(service);
        if (!Files.exists(pidFile)) return;
        String jar = ShippedServices.jar(service).toString();
        // The system gives numbers to others again, so the command is looked at too.
        ProcessHandle.of(Long.parseLong(Files.readString(pidFile).strip()))
                .filter(left ->
                        left.info().arguments().map(List::of).orElse(List.of()).contains(jar))
                .ifPresent(ServiceProcess::end);
        Files.deleteIfExists(pidFile);
    }

    private static void end(ProcessHandle shell) {
        List<ProcessHandle> all = new ArrayList<>(shell.descendants().toList());
        all.add(shell);
        all.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle each : all) {
            try {
                each.onExit().get(10, TimeUnit.SECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException failed) {
                throw new IllegalStateException("Process " + each.pid() + " does not end", failed);
            }
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
