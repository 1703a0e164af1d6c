package dev.earshot.local;

import dev.earshot.servers.Ports;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    final Process process;
    private final LinkedBlockingQueue<String> output = new LinkedBlockingQueue<>();
    private final List<String> seen = new ArrayList<>();

    LocalRun(Path data) throws Exception {
        process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx1g",
                        "-jar",
                        JAR.toString(),
                        "up",
                        "--without-audio",
                        "--data=" + data,
                        "--port=" + gateway,
                        "--projector-port=" + Ports.free(),
                        "--analytics-port=" + Ports.free(),
                        "--kafka-port=" + kafka,
                        "--postgres-port=" + postgres)
                .redirectErrorStream(true)
                .start();
        Thread reader = new Thread(() -> process.inputReader().lines().forEach(output::add), "output");
        reader.setDaemon(true);
        reader.start();
    }

    /** What another command of the jar prints. */
    static String command(String... arguments) throws Exception {
        List<String> line = new ArrayList<>(
                List.of(ProcessHandle.current().info().command().orElse("java"), "-jar", JAR.toString()));
        line.addAll(List.of(arguments));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
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
