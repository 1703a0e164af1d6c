package dev.earshot.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A server that outlived the JVM which started it (a kill -9) and still holds its port or data. Recognised by the pid
 * file and by what runs under that pid, since the system gives numbers to others again.
 */
final class LeftoverProcess {
    private static final Duration ASKED = Duration.ofSeconds(10);
    private static final Duration FORCED = Duration.ofSeconds(5);

    private final ProcessHandle process;

    LeftoverProcess(ProcessHandle process) {
        this.process = process;
    }

    /** The postmaster of this data directory, if one runs. */
    static Optional<LeftoverProcess> ofPostgres(Path data) {
        return find(data.resolve("postmaster.pid"), "postgres", data.toString());
    }

    /** The process whose number is the file's first line, if its command line holds all of these words. */
    static Optional<LeftoverProcess> find(Path pidFile, String... words) {
        try {
            List<String> lines = Files.exists(pidFile) ? Files.readAllLines(pidFile) : List.of();
            if (lines.isEmpty() || !lines.getFirst().strip().matches("[0-9]{1,10}")) {
                return Optional.empty();
            }
            long pid = Long.parseLong(lines.getFirst().strip());
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> List.of(words).stream().allMatch(commandOf(process)::contains))
                    .map(LeftoverProcess::new);
        } catch (IOException failed) {
            throw new UncheckedIOException("Could not read " + pidFile, failed);
        }
    }

    /** Sends the first signal, and ten seconds later the second if the process is still there. */
    void stop(String asking, String insisting) {
        signal(asking);
        if (!endedWithin(ASKED)) {
            signal(insisting);
            if (!endedWithin(FORCED)) {
                throw new IllegalStateException("Process " + process.pid() + " is left over and does not end");
            }
        }
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                    .inheritIO()
                    .start()
                    .onExit()
                    .join();
        } catch (IOException failed) {
            throw new UncheckedIOException("Could not signal process " + process.pid(), failed);
        }
    }

    private boolean endedWithin(Duration limit) {
        try {
            process.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException stillThere) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("Could not wait for process " + process.pid(), failed);
        }
    }

    private static String commandOf(ProcessHandle process) {
        Path cmdline = Path.of("/proc", String.valueOf(process.pid()), "cmdline");
        try {
            if (Files.isReadable(cmdline)) {
                return new String(Files.readAllBytes(cmdline), StandardCharsets.UTF_8).replace('\0', ' ');
            }
        } catch (IOException gone) {
            return "";
        }
        return process.info().commandLine().orElse("");
    }
}
