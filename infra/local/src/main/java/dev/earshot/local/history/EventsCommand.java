package dev.earshot.local.history;

import static java.util.Objects.requireNonNull;

import dev.earshot.events.id.ChannelId;
import dev.earshot.projector.history.EventsQuestion;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code history events}: what happened in a guild. */
@Command(
        name = "events",
        description = "The events of a guild in order, with what each did",
        mixinStandardHelpOptions = true)
final class EventsCommand implements Callable<Integer> {
    @ParentCommand
    @Nullable
    HistoryCommand history;

    @Mixin
    final Asked asked = new Asked();

    @Mixin
    final Between between = new Between();

    @Option(names = "--guild", paramLabel = "ID", required = true, description = "The guild")
    String guild = "";

    @Option(names = "--user", paramLabel = "ID", description = "Only those that concern this person")
    @Nullable
    String user;

    @Option(names = "--channel", paramLabel = "ID", description = "Only those of this channel")
    @Nullable
    String channel;

    @Option(names = "--cursor", description = "Goes on after an answer that was not all")
    @Nullable
    String cursor;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "200",
            description = "At most so many, up to 1000 (default ${DEFAULT-VALUE})")
    int limit = EventsQuestion.USUAL_LIMIT;

    @Override
    public Integer call() {
        HistoryCommand parent = requireNonNull(history);
        return parent.answer(
                asked,
                (machine, asker) -> machine.events(
                        new EventsQuestion(
                                Asked.guild(guild),
                                parent.time(between.from),
                                parent.time(between.to),
                                user == null ? null : Asked.user(user),
                                channel == null ? null : Asked.id("--channel", channel, ChannelId::new),
                                cursor,
                                limit),
                        asker),
                (answer, words) -> words.of(answer));
    }
}
