package dev.earshot.local;

import java.time.Duration;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code status}: whether each part is ready, how far each reader is behind, who has a socket and when they were last heard.
 * Exits with 1 unless all parts are ready; {@code --watch} goes on until Ctrl-C.
 */
@Command(
        name = "status",
        description = "Shows each part's readiness and lag, sockets and sessions with their last sign of life, and"
                + " how many dead records there are",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    @Mixin
    final DataOption data = new DataOption();

    @Option(names = "--watch", description = "Goes on until Ctrl-C: redrawn in place, or printed anew when piped")
    boolean watch;

    @Option(
            names = "--every",
            paramLabel = "SECONDS",
            defaultValue = "2",
            description = "How often --watch looks (default ${DEFAULT-VALUE})")
    int seconds;

    @Override
    public Integer call() throws Exception {
        DataDirectory directory = data.directory();
        Optional<Addresses> run = Addresses.read(directory.run());
        if (run.isEmpty() || !RunLock.isHeld(directory.lock())) {
            System.out.println("Earshot is not running on " + directory.root());
            return 1;
        }
        try (StatusQuestion question = new StatusQuestion(run.get(), directory)) {
            if (watch) return watch(question);
            StatusQuestion.Status status = question.ask();
            status.lines().forEach(System.out::println);
            return status.ready() ? 0 : 1;
        }
    }

    private int watch(StatusQuestion question) throws Exception {
        if (seconds < 1) {
            System.err.println("--every takes whole seconds, at least 1");
            return 2;
        }
        Terminal terminal = Terminal.ofThisProcess();
        for (boolean first = true; ; first = false) {
            StatusQuestion.Status status = question.ask();
            List<String> lines = new ArrayList<>();
            lines.add(
                    "%s  every %d s, Ctrl-C ends".formatted(LocalTime.now().truncatedTo(ChronoUnit.SECONDS), seconds));
            lines.addAll(status.lines());
            System.out.print(terminal.redraw(lines, first));
            System.out.flush();
            // A pipe whose reader has gone away ends it, as it ends any other program.
            if (System.out.checkError()) return 0;
            Thread.sleep(Duration.ofSeconds(seconds));
        }
    }
}
