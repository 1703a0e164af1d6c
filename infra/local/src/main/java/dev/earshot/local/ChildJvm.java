package dev.earshot.local;

import dev.earshot.servers.OutputFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * A JVM beside this one. It ends when it is closed, and when this program ends in whatever way; Ctrl-C at the terminal does not
 * reach it, because the parts are stopped in an order.
 */
final class ChildJvm implements Running {
    // The JVM is asked to end when the input does, be it closed by this program or by its death.
    private static final String ENDS_WITH_ITS_INPUT = """
            trap '' INT
            pid_file=$1
            shift
            exec 3<&0
            "$@" </dev/null 3<&- &
            child=$!
            echo "$child" >"$pid_file"
            { cat <&3 >/dev/null; kill "$child" 2>/dev/null; } &
            waiting=$!
            wait "$child"
            code=$?
            kill "$waiting" 2>/dev/null
            exit "$code"
            """;

    private static final Duration INSISTING = Duration.ofSeconds(10);

    /** Waits until the program answers, as long as it lives. */
    @FunctionalInterface
    interface Answer {
        void await(BooleanSupplier alive) throws InterruptedException;
    }

    /**
     * What is run.
     *
     * @param arguments of the JVM and the program; everybody on the machine may read them
     * @param environment what only this user may read
     * @param word of the arguments, by which it is told from another process that got its number
     * @param farewell what it is given for ending by itself when it is asked to
     */
    record Program(
            List<String> arguments,
            Map<String, String> environment,
            Path pidFile,
            Path output,
            String word,
            Duration farewell,
            Answer answer) {}

    private final Program program;
    private final Process shell;
    private final OutputFile output;

    private ChildJvm(Program program, Process shell, OutputFile output) {
        this.program = program;
        this.shell = shell;
        this.output = output;
    }

    /** Starts it and does not wait for it. */
    static ChildJvm start(Program program) {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", ENDS_WITH_ITS_INPUT, "earshot"));
        command.add(program.pidFile().toString());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(program.arguments());
        OutputFile output = OutputFile.at(program.output());
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.redirect());
        builder.environment().putAll(program.environment());
        try {
            Files.deleteIfExists(program.pidFile());
            return new ChildJvm(program, builder.start(), output);
        } catch (IOException failed) {
            throw new UncheckedIOException(command.getFirst() + " could not be started", failed);
        }
    }

    @Override
    public long pid() {
        return child(program.pidFile(), program.word()).map(ProcessHandle::pid).orElse(0L);
    }

    @Override
    public void awaitReady() throws InterruptedException {
        program.answer().await(shell::isAlive);
    }

    @Override
    public String awaitEnd() throws InterruptedException {
        int code = shell.waitFor();
        return Deaths.why(code, output.lastLines());
    }

    @Override
    public void close() throws IOException, InterruptedException {
        shell.getOutputStream().close();
        if (!shell.waitFor(program.farewell().toMillis(), TimeUnit.MILLISECONDS)) shell.destroyForcibly();
        // The shell may have been killed alone.
        child(program.pidFile(), program.word()).ifPresent(ChildJvm::end);
        Files.deleteIfExists(program.pidFile());
    }

    /**
     * Ends what a kill -9 of this program left behind.
     *
     * @param farewell what it is given for ending by itself: it has been asked to, by the end of its input
     */
    static void stopLeftover(Path pidFile, String word, Duration farewell) throws IOException {
        Optional<ProcessHandle> left = child(pidFile, word);
        if (left.isPresent() && !endsWithin(left.get(), farewell)) end(left.get());
        Files.deleteIfExists(pidFile);
    }

    private static Optional<ProcessHandle> child(Path pidFile, String word) {
        try {
            String number = Files.exists(pidFile) ? Files.readString(pidFile).strip() : "";
            if (!number.matches("[0-9]{1,10}")) return Optional.empty();
            // The system gives numbers to others again, so the command is looked at too.
            return ProcessHandle.of(Long.parseLong(number))
                    .filter(one -> one.info()
                            .arguments()
                            .map(List::of)
                            .orElse(List.of())
                            .contains(word));
        } catch (IOException failed) {
            throw new UncheckedIOException("Cannot read " + pidFile, failed);
        }
    }

    private static void end(ProcessHandle one) {
        List<ProcessHandle> all = new ArrayList<>(one.descendants().toList());
        all.add(one);
        all.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle each : all) {
            if (!endsWithin(each, INSISTING))
                throw new IllegalStateException("Process " + each.pid() + " does not end");
        }
    }

    private static boolean endsWithin(ProcessHandle one, Duration limit) {
        try {
            one.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return !one.isAlive();
        } catch (ExecutionException | TimeoutException failed) {
            return !one.isAlive();
        }
    }
}
