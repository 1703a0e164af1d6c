package dev.earshot.local.history;

import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.IdText;
import dev.earshot.events.id.UserId;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every question has in common: which Kafka is asked, and how the answer is written. */
final class Asked {
    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            description = "The Kafka to read (default: that of the Earshot that runs here)")
    @Nullable
    String kafka;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = ".earshot",
            description = "Which run's Kafka, if --kafka names none (default ${DEFAULT-VALUE})")
    Path data = Path.of(".earshot");

    @Option(names = "--json", description = "Prints the answer as JSON, as GET /api/history/… does")
    boolean json;

    static GuildId guild(String text) {
        return id("--guild", text, GuildId::new);
    }

    static UserId user(String text) {
        return id("--user", text, UserId::new);
    }

    static <T> T id(String option, String text, Function<String, T> type) {
        if (IdText.isId(text)) return type.apply(text);
        throw new BadArgument(option + " is an id: 1 to 64 letters, digits, '_' or '-'.");
    }
}
