package dev.earshot.faults.stack;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One part of the product as a process of this machine, started and ended as often as a test likes. */
public final class Part {
    private static final Logger LOG = LoggerFactory.getLogger(Part.class);
    private static final Duration READY_WITHIN = Duration.ofMinutes(3);

    private final String name;
    private final Path log;
    private final List<String> command;
    private final Map<String, String> environment;
    private final BooleanSupplier ready;
    private @Nullable Process running;

    /**
     * @param log its output is added to this file
     * @param ready whether it does its work now
     */
    Part(String name, Path log, List<String> command, Map<String, String> environment, BooleanSupplier ready) {
        this.name = name;
        this.log = log;
        this.command = List.copyOf(command);
        this.environment = Map.copyOf(environment);
        this.ready = ready;
    }

    /** The command that runs Java with a heap as small as the suite can afford. */
    static List<String> java(int heapMiB, String... rest) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx" + heapMiB + "m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"));
        // Many short lives: what the second compiler would gain, its own work would take from the other parts.
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"));
        command.addAll(List.of(rest));
        return command;
    }

    /** Starts the process without waiting. Does nothing if it runs. */
    public synchronized void launch() {
        if (isAlive()) return;
        try {
            Files.createDirectories(log.getParent());
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().putAll(environment);
            builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.directory(new File("."));
            running = builder.start();
        } catch (IOException failed) {
            throw new UncheckedIOException(name + " could not be started", failed);
        }
    }

    /** Starts the process and waits until it does its work. */
    public void start() {
        long began = System.nanoTime();
        launch();
        awaitReady();
        LOG.info("{} is ready after {} ms", name, (System.nanoTime() - began) / 1_000_000);
    }

    /** Waits until it does its work. */
    public void awaitReady() {
        await(name + " is ready; see " + log)
                .atMost(READY_WITHIN)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    if (!isAlive()) throw new IllegalStateException(name + " ended by itself; see " + log);
                    return ready.getAsBoolean();
                });
    }

    /** Where its output goes. */
    public Path log() {
        return log;
    }

    /** Has its JVM collect all garbage now. */
    public void collectGarbage() {
        Process process;
        synchronized (this) {
            process = running;
        }
        if (process == null) throw new IllegalStateException(name + " does not run");
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try {
            Process asking = new ProcessBuilder(jcmd, String.valueOf(process.pid()), "GC.run")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!asking.waitFor(30, TimeUnit.SECONDS) || asking.exitValue() != 0) {
                asking.destroyForcibly();
                throw new IllegalStateException(name + " could not be asked to collect its garbage");
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    public boolean isReady() {
        return isAlive() && ready.getAsBoolean();
    }

    public synchronized boolean isAlive() {
        return running != null && running.isAlive();
    }

    /** Freezes it until the answer is closed. */
    public synchronized Frozen freeze() {
        if (running == null) throw new IllegalStateException(name + " does not run");
        return Frozen.of(running.toHandle());
    }

    /** Kills it as {@code kill -9} does. */
    public synchronized void kill() {
        end(true);
    }

    /** Stops it as an operator does, and waits; after 30 s it is killed. */
    public synchronized void stop() {
        end(false);
    }

    private void end(boolean atOnce) {
        Process process = running;
        if (process == null) return;
        running = null;
        if (atOnce) process.destroyForcibly();
        else process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                LOG.warn("{} did not stop within 30 s", name);
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
