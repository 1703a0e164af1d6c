package dev.earshot.local;

import dev.earshot.servers.Ports;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** {@code up} as a person starts it: the built jar in a process of its own, on free ports. */
final class LocalRun implements AutoCloseable {
    private static final Path JAR = Path.of("target", "earshot-local.jar").toAbsolutePath();
    private static final long LIMIT_SECONDS = 400;

    final int gateway = Ports.free();
    final int kafka = Ports.free();
    final int postgres = Ports.free();
    final int projector = Ports.free();
    final int analytics = Ports.free();
    final int livekit = Ports.free();
    final Process process;
    private final Path data;
    private final LinkedBlockingQueue<String> output = new LinkedBlockingQueue<>();
    private final List<String> seen = new ArrayList<>();

    LocalRun(Path data) throws Exception {
        this(data, false);
    }

    LocalRun(Path data, boolean withAudio) throws Exception {
        this.data = data;
        List<String> line = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx256m",
                "-jar",
                JAR.toString(),
                "up",
                "--data=" + data,
                "--port=" + gateway,
                "--projector-port=" + projector,
                "--analytics-port=" + analytics,
                "--kafka-port=" + kafka,
                "--postgres-port=" + postgres,
                "--livekit-port=" + livekit,
                "--livekit-tcp-port=" + Ports.free(),
                "--livekit-udp-port=" + Ports.freeUdp()));
        if (!withAudio) line.add("--without-audio");
        process = new ProcessBuilder(line).redirectErrorStream(true).start();
        Thread reader = new Thread(() -> process.inputReader().lines().forEach(output::add), "output");
        reader.setDaemon(true);
        reader.start();
    }

    /** What a client of its Kafka needs. */
    Map<String, Object> kafkaClient() {
        return KafkaClient.settings(kafka, LocalSecrets.in(data.resolve("secrets.properties")));
    }

    /** What it has printed up to the line that was awaited last. */
    List<String> seen() {
        return List.copyOf(seen);
    }

    /** What another command said, and how it ended. */
    record Said(int code, String text) {}

    /** What another command of the jar prints. */
    static String command(String... arguments) throws Exception {
        return said(arguments).text();
    }

    static Said said(String... arguments) throws Exception {
        List<String> line = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC"));
        line.addAll(List.of("-jar", JAR.toString()));
        line.addAll(List.of(arguments));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), said);
    }

    /** Returns when there was a line with each of these texts, in whatever order. */
    void awaitLines(List<String> texts) throws Exception {
        List<String> missing = new ArrayList<>(texts);
        while (!missing.isEmpty()) {
            awaitLine("");
            missing.removeIf(seen.getLast()::contains);
        }
    }

    /** Returns when a line holds this text; fails if the process ends first or takes too long. */
    void awaitLine(String text) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (System.nanoTime() < deadline) {
            @Nullable String line = output.poll(100, TimeUnit.MILLISECONDS);
            if (line != null) {
                seen.add(line);
                if (line.contains(text)) {
                    return;
                }
            } else if (!process.isAlive() && output.isEmpty()) {
                throw new AssertionError("Ended before it said \"" + text + "\": " + seen);
            }
        }
        throw new AssertionError("Did not say \"" + text + "\" in time: " + seen);
    }

    /** As Ctrl-C does; returns the exit code. */
    int interrupt() throws Exception {
        new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                .start()
                .waitFor();
        return exitCode();
    }

    int exitCode() throws Exception {
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("Does not end: " + seen);
        }
        return process.exitValue();
    }

    @Override
    public void close() throws Exception {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
