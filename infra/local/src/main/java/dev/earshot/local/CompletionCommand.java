package dev.earshot.local;

import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/**
 * {@code completion}: a script that makes bash complete commands and options, those too that the shell script answers itself:
 * {@code source <(./earshot completion)}.
 */
@Command(
        name = "completion",
        description = "Prints a script for bash: source <(./earshot completion)",
        mixinStandardHelpOptions = true)
final class CompletionCommand implements Runnable {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        CommandLine whole = Local.commandLine();
        whole.addSubcommand("test", shell("--fast", "--without-audio"));
        for (String command : List.of("bench", "build", "reset", "help")) whole.addSubcommand(command, shell());
        spec.commandLine().getOut().println(AutoComplete.bash("earshot", whole));
        spec.commandLine().getOut().flush();
    }

    private static CommandSpec shell(String... flags) {
        CommandSpec command = CommandSpec.create();
        for (String flag : flags) command.addOption(OptionSpec.builder(flag).build());
        return command;
    }
}
