package dev.earshot.local.history;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code history verify}: whether the live table is what the log says. Exits with 1 and the rows that differ, if any. */
@Command(
        name = "verify",
        description = "Folds the whole log anew and compares it with the live table, while traffic goes on",
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
    @ParentCommand
    @Nullable
    HistoryCommand history;

    @Mixin
    final Asked asked = new Asked();

    @Option(names = "--guild", paramLabel = "ID", description = "Only this guild (default: all)")
    @Nullable
    String guild;

    @Override
    public Integer call() {
        HistoryCommand parent = requireNonNull(history);
        return parent.answer(
                asked,
                (machine, asker) -> machine.verify(guild == null ? null : Asked.guild(guild), asker),
                (answer, _) -> VerifyText.of(answer),
                answer -> answer.same() ? HistoryCommand.ANSWERED : HistoryCommand.DIFFERS);
    }
}
