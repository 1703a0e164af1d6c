package dev.earshot.local;

import java.time.Duration;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code status}: how the running Earshot is; looks at the same things as the Health page, for a terminal. */
@Command(
        name = "status",
        description =
                "Says whether each part is ready, how far readers are behind, who is connected and when they were heard,"
                        + " and how many dead records there are",
        footer = {
            "",
            "Takes at most 5 s: a part that is silent for longer than 2.8 s does not answer.",
            "Exit codes: 0 every part is ready (LiveKit may be missing), 1 one is not,",
            "2 the command is wrong, 3 Earshot is not running."
        },
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    private static final int READY = 0;
    private static final int NOT_READY = 1;
    private static final int BAD_COMMAND = 2;
    private static final int NOT_RUNNING = 3;
    private static final JsonMapper JSON = new JsonMapper();

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

    @Option(names = "--json", description = "Prints one JSON object; with --watch one a line")
    boolean json;

    @Override
    public Integer call() throws Exception {
        DataDirectory directory = data.directory();
        Optional<Addresses> run = Addresses.read(directory.run());
        if (run.isEmpty() || !RunLock.isHeld(directory.lock())) {
            System.out.println(
                    json
                            ? JSON.writeValueAsString(Map.of("running", false, "ready", false))
                            : "Earshot is not running on " + directory.root());
            return NOT_RUNNING;
        }
        try (StatusQuestion question = new StatusQuestion(run.get(), directory)) {
            if (watch) return watch(question);
            StatusQuestion.Status status = question.askOnce();
            if (json) System.out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(status));
            else StatusText.of(status).forEach(System.out::println);
            return status.ready() ? READY : NOT_READY;
        }
    }

    private int watch(StatusQuestion question) throws Exception {
        if (seconds < 1) {
            System.err.println("--every takes whole seconds, at least 1");
            return BAD_COMMAND;
        }
        Terminal terminal = Terminal.ofThisProcess();
        for (boolean first = true; ; first = false) {
            StatusQuestion.Status status = question.ask();
            if (json) {
                System.out.println(JSON.writeValueAsString(status));
            } else {
                List<String> lines = new ArrayList<>();
                lines.add("%s  every %d s, Ctrl-C ends"
                        .formatted(LocalTime.now().truncatedTo(ChronoUnit.SECONDS), seconds));
                lines.addAll(StatusText.of(status));
                System.out.print(terminal.redraw(lines, first));
            }
            System.out.flush();
            // A pipe whose reader has gone away ends it, as it ends any other program.
            if (System.out.checkError()) return READY;
            Thread.sleep(Duration.ofSeconds(seconds));
        }
    }
}
