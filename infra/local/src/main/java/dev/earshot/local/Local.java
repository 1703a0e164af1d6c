package dev.earshot.local;

import dev.earshot.local.history.HistoryCommand;
import dev.earshot.local.history.Screen;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line behind {@code ./earshot}. */
@Command(
        name = "earshot",
        description = "Earshot on this machine",
        subcommands = {
            UpCommand.class,
            StatusCommand.class,
            TokensCommand.class,
            DemoDataCommand.class,
            TrainCommand.class
        },
        synopsisSubcommandLabel = "COMMAND")
public final class Local {
    private Local() {}

    public static void main(String[] args) {
        // The start of everything is counted in tenths of a second: it loads nothing that it does not need.
        boolean starting = args.length > 0 && (args[0].equals("up") || args[0].equals("train"));
        CommandLine line = starting ? new CommandLine(new Local()) : commandLine();
        // A failure is a sentence for the person at the terminal; its trace is in the log.
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println(failure.getMessage());
            LoggerFactory.getLogger(Local.class).error("The command failed", failure);
            return 1;
        });
        System.exit(line.execute(args));
    }

    /** With every command there is. */
    static CommandLine commandLine() {
        Terminal terminal = Terminal.ofThisProcess();
        CommandLine line = new CommandLine(new Local());
        line.addSubcommand(new CompletionCommand());
        line.addSubcommand(new AnalyticsCommand());
        line.addSubcommand(new HistoryCommand(
                Local::kafka, new Screen(terminal.err(), terminal.columns()), Clock.systemDefaultZone()));
        return line;
    }

    private static Optional<Map<String, Object>> kafka(Path data) {
        DataDirectory directory = new DataDirectory(data);
        return RunLock.isHeld(directory.lock())
                ? Addresses.read(directory.run())
                        .map(addresses -> KafkaClient.settings(addresses.kafka(), LocalSecrets.in(directory.secrets())))
                : Optional.empty();
    }
}
