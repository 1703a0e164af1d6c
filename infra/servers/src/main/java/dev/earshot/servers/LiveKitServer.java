package dev.earshot.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real LiveKit as a child process on 127.0.0.1. One that a killed JVM left running in the same directory is found by
 * its pid file and stopped first.
 */
public final class LiveKitServer implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    /** The first start may have to fetch the image. */
    private static final Duration IMAGE_START_LIMIT = Duration.ofMinutes(5);

    /** It keeps nothing that an end by force would lose. */
    private static final long STOP_SECONDS = 2;

    private final LiveKitSource source;
    private final LiveKitSettings settings;
    private @Nullable Process running;

    private LiveKitServer(LiveKitSource source, LiveKitSettings settings) {
        this.source = source;
        this.settings = settings;
    }

    /**
     * Starts LiveKit and returns when it answers.
     *
     * @throws LiveKitUnavailable if it does not, with the last thing it said
     */
    public static LiveKitServer start(LiveKitSource source, LiveKitSettings settings) throws LiveKitUnavailable {
        LiveKitServer server = new LiveKitServer(source, settings);
        server.restart();
        return server;
    }

    public LiveKitSettings settings() {
        return settings;
    }

    /** Stops the LiveKit that a killed JVM left running in this directory, if there is one. */
    public static void stopLeftover(Path directory) {
        String config = configIn(directory).toString();
        LeftoverProcess.find(pidFileIn(directory), "livekit", config).ifPresent(left -> left.stop("TERM", "KILL"));
    }

    /** A LiveKit that {@link #restart} starts. */
    public static LiveKitServer stopped(LiveKitSource source, LiveKitSettings settings) {
        return new LiveKitServer(source, settings);
    }

    /** Waits until the process has ended, by itself or stopped. @return its exit code, 0 if it is stopped */
    public int awaitEnd() throws InterruptedException {
        Process process = process();
        return process == null ? 0 : process.waitFor();
    }

    /** The number of its process; 0 if it is stopped. */
    public synchronized long pid() {
        return running == null ? 0 : running.pid();
    }

    /** Where its process writes, over all its starts. */
    public Path log() {
        return settings.directory().resolve("livekit.log");
    }

    private synchronized @Nullable Process process() {
        return running;
    }

    /** Whether its process lives. */
    public synchronized boolean isAlive() {
        return running != null && running.isAlive();
    }

    /** Starts the stopped server again with the same settings. Does nothing if it runs. */
    public synchronized void restart() throws LiveKitUnavailable {
        if (isAlive()) {
            return;
        }
        try {
            Files.createDirectories(settings.directory());
            LeftoverProcess.find(pidFile(), "livekit", config().toString())
                    .ifPresent(left -> left.stop("TERM", "KILL"));
            writeConfig();
            Process process = new ProcessBuilder(deafToCtrlC(command()))
                    .redirectErrorStream(true)
                    .redirectOutput(OutputFile.at(log()).redirect())
                    .start();
            running = process;
            Files.writeString(pidFile(), process.pid() + "\n");
            awaitAnswer(process);
        } catch (IOException failed) {
            throw new LiveKitUnavailable("LiveKit could not be started: " + failed.getMessage());
        }
    }

    /** Stops the process, whoever is in a call. Does nothing if it is stopped. */
    public synchronized void stop() {
        Process process = running;
        if (process == null) {
            return;
        }
        running = null;
        // The first signal waits for every participant to leave, the second does not.
        process.destroy();
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            Files.deleteIfExists(pidFile());
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        stop();
    }

    private List<String> command() {
        return switch (source) {
            case LiveKitSource.Program program -> List.of(program.path().toString(), "--config", config().toString());
            case LiveKitSource.Image image -> {
                List<String> run = new ArrayList<>(List.of("docker", "run", "--rm", "--network", "host"));
                run.addAll(List.of("--volume", config() + ":" + config() + ":ro"));
                run.addAll(List.of(image.name(), "--config", config().toString()));
                yield run;
            }
        };
    }

    /** In a session of its own, so that Ctrl-C in the terminal reaches the JVM alone, which stops things in its order. */
    private static List<String> deafToCtrlC(List<String> command) {
        Path setsid = Path.of("/usr/bin/setsid");
        return Files.isExecutable(setsid)
                ? Stream.concat(Stream.of(setsid.toString()), command.stream()).toList()
                : command;
    }

    private void writeConfig() throws IOException {
        boolean mediaOverTcp = source instanceof LiveKitSource.Program program && program.bindsMediaTcp();
        Files.deleteIfExists(config());
        Files.createFile(config(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(config(), settings.yaml(mediaOverTcp));
    }

    private void awaitAnswer(Process process) throws IOException, LiveKitUnavailable {
        Duration limit = source instanceof LiveKitSource.Image ? IMAGE_START_LIMIT : START_LIMIT;
        long deadline = System.nanoTime() + limit.toNanos();
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            while (!answers(http)) {
                if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
                    running = null;
                    throw new LiveKitUnavailable("LiveKit ended at once: " + lastLine());
                }
                if (System.nanoTime() > deadline) {
                    stop();
                    throw new LiveKitUnavailable("LiveKit did not answer within " + limit.toSeconds() + " s.");
                }
            }
        } catch (InterruptedException interrupted) {
            stop();
            Thread.currentThread().interrupt();
            throw new LiveKitUnavailable("The start of LiveKit was interrupted.");
        }
    }

    private boolean answers(HttpClient http) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(settings.url())
                .timeout(Duration.ofSeconds(1))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (ConnectException | HttpTimeoutException notYet) {
            return false;
        }
    }

    private String lastLine() throws IOException {
        return Files.readAllLines(log()).stream()
                .filter(line -> !line.isBlank())
                .reduce((earlier, later) -> later)
                .orElse("it said nothing");
    }

    private Path config() {
        return configIn(settings.directory());
    }

    private Path pidFile() {
        return pidFileIn(settings.directory());
    }

    private static Path configIn(Path directory) {
        return directory.resolve("livekit.yaml").toAbsolutePath();
    }

    private static Path pidFileIn(Path directory) {
        return directory.resolve("livekit.pid");
    }
}
