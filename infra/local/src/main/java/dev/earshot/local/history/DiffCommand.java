package dev.earshot.local.history;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code history diff}: what changed between two moments. */
@Command(
        name = "diff",
        description = "Who is shown differently at two times, and which events made it so",
        mixinStandardHelpOptions = true)
final class DiffCommand implements Callable<Integer> {
    @ParentCommand
    @Nullable
    HistoryCommand history;

    @Mixin
    final Asked asked = new Asked();

    @Mixin
    final Between between = new Between();

    @Option(names = "--guild", paramLabel = "ID", required = true, description = "The guild")
    String guild = "";

    @Override
    public Integer call() {
        HistoryCommand parent = requireNonNull(history);
        return parent.answer(
                asked,
                (machine, asker) ->
                        machine.diff(Asked.guild(guild), parent.time(between.from), parent.time(between.to), asker),
                (answer, words) -> words.of(answer));
    }
}
