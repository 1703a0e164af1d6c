package dev.earshot.local.history;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code history state}: who was where. */
@Command(
        name = "state",
        description = "Who was in which channel, muted, speaking, and since when",
        mixinStandardHelpOptions = true)
final class StateCommand implements Callable<Integer> {
    @ParentCommand
    @Nullable
    HistoryCommand history;

    @Mixin
    final Asked asked = new Asked();

    @Option(names = "--guild", paramLabel = "ID", required = true, description = "The guild")
    String guild = "";

    @Option(names = "--at", paramLabel = "TIME", defaultValue = "now", description = "When (default ${DEFAULT-VALUE})")
    String at = "now";

    @Override
    public Integer call() {
        HistoryCommand parent = requireNonNull(history);
        return parent.answer(
                asked,
                (machine, asker) -> machine.state(Asked.guild(guild), parent.time(at), asker),
                (answer, words) -> words.of(answer));
    }
}
