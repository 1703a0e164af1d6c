package dev.earshot.local.history;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code history explain}: why somebody was shown so. */
@Command(
        name = "explain",
        description = "Why a person was shown as they were, or why not at all, back to the events that made it so",
        mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
    @ParentCommand
    @Nullable
    HistoryCommand history;

    @Mixin
    final Asked asked = new Asked();

    @Option(names = "--guild", paramLabel = "ID", required = true, description = "The guild")
    String guild = "";

    @Option(names = "--user", paramLabel = "ID", required = true, description = "The person")
    String user = "";

    @Option(names = "--at", paramLabel = "TIME", defaultValue = "now", description = "When (default ${DEFAULT-VALUE})")
    String at = "now";

    @Override
    public Integer call() {
        HistoryCommand parent = requireNonNull(history);
        return parent.answer(
                asked,
                (machine, asker) -> machine.explain(Asked.guild(guild), Asked.user(user), parent.time(at), asker),
                (answer, words) -> words.of(answer));
    }
}
