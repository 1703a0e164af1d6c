package dev.earshot.local.history;

import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.IdText;
import dev.earshot.events.id.UserId;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
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
            names = "--kafka-config",
            paramLabel = "FILE",
            description = "Settings of Kafka's clients for --kafka, such as security.protocol (a .properties file)")
    @Nullable
    Path kafkaConfig;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = ".earshot",
            description = "Which run's Kafka, if --kafka names none (default ${DEFAULT-VALUE})")
    Path data = Path.of(".earshot");

    @Option(names = "--json", description = "Prints the answer as JSON, as GET /api/history/… does")
    boolean json;

    /** What the client of the Kafka that was named needs; empty if none was. */
    Optional<Map<String, Object>> namedKafka() {
        if (kafka == null) {
            if (kafkaConfig != null) throw new BadArgument("--kafka-config needs --kafka HOST:PORT.");
            return Optional.empty();
        }
        Map<String, Object> settings = new HashMap<>();
        if (kafkaConfig != null) {
            Properties file = new Properties();
            try (Reader in = Files.newBufferedReader(kafkaConfig)) {
                file.load(in);
            } catch (IOException | IllegalArgumentException unreadable) {
                throw new BadArgument("--kafka-config cannot be read: " + unreadable.getMessage());
            }
            file.stringPropertyNames().forEach(name -> settings.put(name, file.getProperty(name)));
        }
        settings.put("bootstrap.servers", kafka);
        return Optional.of(settings);
    }

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
