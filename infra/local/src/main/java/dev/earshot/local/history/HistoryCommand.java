package dev.earshot.local.history;

import dev.earshot.projector.history.Asker;
import dev.earshot.projector.history.CannotAnswer;
import dev.earshot.projector.history.HistorySettings;
import dev.earshot.projector.history.TimeMachine;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code history}: questions about the past. */
@Command(
        name = "history",
        description = "Asks what was in voice channels at any time, and why; reads the log and writes nothing",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "QUESTION",
        footer = {
            "",
            "Times: 2026-01-31T14:03:22 with or without an offset, 14:05,",
            "\"yesterday 14:05\", \"10 minutes ago\", now. Without an offset they are in this",
            "machine's zone, as are those in tables.",
            "Exit codes: 0 answered, 1 the live table differs (verify), 2 the question is",
            "wrong, 3 Kafka does not answer."
        },
        subcommands = {
            StateCommand.class,
            DiffCommand.class,
            TraceCommand.class,
            ExplainCommand.class,
            EventsCommand.class,
            VerifyCommand.class
        })
public final class HistoryCommand implements Runnable {
    static final int ANSWERED = 0;
    static final int DIFFERS = 1;
    private static final int BAD_QUESTION = 2;
    private static final int AWAY = 3;

    private static final JsonMapper JSON = new JsonMapper();

    private final KafkaFinder finder;
    private final Screen screen;
    private final Clock clock;

    @Spec
    CommandSpec spec = CommandSpec.create();

    /** @param clock for words such as "10 minutes ago"; its zone is that of every time without an offset */
    public HistoryCommand(KafkaFinder finder, Screen screen, Clock clock) {
        this.finder = finder;
        this.screen = screen;
        this.clock = clock;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getErr());
    }

    /** A question to the time machine. */
    interface Question<T> {
        T ask(TimeMachine machine, Asker asker);
    }

    /** An answer as lines. */
    interface Text<T> {
        List<String> of(T answer, AnswerText words);
    }

    Instant time(String words) {
        return new TimeWords(clock).parse(words);
    }

    <T> int answer(Asked asked, Question<T> question, Text<T> text) {
        return answer(asked, question, text, _ -> ANSWERED);
    }

    /** Asks, prints the answer, and says with which code to exit; whatever prevents it is a sentence on standard error. */
    <T> int answer(Asked asked, Question<T> question, Text<T> text, ToIntFunction<T> code) {
        PrintWriter err = spec.commandLine().getErr();
        Optional<Map<String, Object>> kafka;
        try {
            kafka = asked.namedKafka().or(() -> finder.of(asked.data));
        } catch (BadArgument bad) {
            err.println(bad.getMessage());
            return BAD_QUESTION;
        }
        if (kafka.isEmpty()) {
            err.println(
                    "Earshot is not running on " + asked.data.toAbsolutePath().normalize()
                            + ": start it with ./earshot up, or name a Kafka with --kafka HOST:PORT");
            return AWAY;
        }
        try (TimeMachine machine = new TimeMachine(HistorySettings.of(client(kafka.get())), clock)) {
            T answer = ask(machine, question, err);
            print(asked, answer, text);
            return code.applyAsInt(answer);
        } catch (BadArgument bad) {
            err.println(bad.getMessage());
            return BAD_QUESTION;
        } catch (CannotAnswer refused) {
            err.println(refused.sentence());
            return switch (refused.kind()) {
                case BAD_QUESTION -> BAD_QUESTION;
                case AWAY -> AWAY;
            };
        }
    }

    private <T> T ask(TimeMachine machine, Question<T> question, PrintWriter err) {
        try (ProgressBar bar = new ProgressBar(err, screen.progress(), screen.columns(), clock)) {
            return question.ask(machine, new Asker(clock.getZone(), bar));
        }
    }

    private <T> void print(Asked asked, T answer, Text<T> text) {
        PrintWriter out = spec.commandLine().getOut();
        if (asked.json) {
            out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(answer));
        } else {
            AnswerText words = new AnswerText(LocalTimes.at(clock.instant(), clock.getZone()));
            text.of(answer, words).stream().map(Printable::of).forEach(out::println);
        }
        out.flush();
    }

    private static Map<String, Object> client(Map<String, Object> kafka) {
        Map<String, Object> client = new HashMap<>(kafka);
        client.putIfAbsent("default.api.timeout.ms", 10_000);
        client.putIfAbsent("request.timeout.ms", 8_000);
        return client;
    }
}
