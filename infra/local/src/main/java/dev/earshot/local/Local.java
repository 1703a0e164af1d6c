package dev.earshot.local;

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
        CommandLine line = new CommandLine(new Local());
        // A failure is a sentence for the person at the terminal; its trace is in the log.
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println(failure.getMessage());
            LoggerFactory.getLogger(Local.class).error("The command failed", failure);
            return 1;
        });
        System.exit(line.execute(args));
    }
}
