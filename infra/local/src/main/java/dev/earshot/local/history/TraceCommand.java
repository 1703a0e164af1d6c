package dev.earshot.local.history;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code history trace}: everything that happened to somebody. */
@Command(
        name = "trace",
        description = "Every event of a person in order, with what it did or why it did nothing",
        mixinStandardHelpOptions = true)
final class TraceCommand implements Callable<Integer> {
    @ParentCommand
    @Nullable
    HistoryCommand history;

    @Mixin
    final Asked asked = new Asked();

    @Mixin
    final Between between = new Between();

    @Option(names = "--guild", paramLabel = "ID", required = true, description = "The guild")
    String guild = "";

    @Option(names = "--user", paramLabel = "ID", required = true, description = "The person")
    String user = "";

    @Override
    public Integer call() {
        HistoryCommand parent = requireNonNull(history);
        return parent.answer(
                asked,
                (machine, asker) -> machine.trace(
                        Asked.guild(guild),
                        Asked.user(user),
                        parent.time(between.from),
                        parent.time(between.to),
                        asker),
                (answer, words) -> words.of(answer));
    }
}
