package dev.earshot.analytics.query;

import dev.earshot.analytics.query.TimeBuckets.Unit;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** {@code GET /api/analytics/…}: how much voice is used, when, where and by whom. */
@RestController
@RequestMapping("/api/analytics")
final class UsageController {
    private static final int USUAL_PAGE = 50;
    private static final int LONGEST_PAGE = 500;

    private final DatabaseClient database;
    private final UsageSettings settings;
    private final Clock clock;

    UsageController(QueryConnections connections, UsageSettings settings, Clock clock) {
        this.database = connections.questions();
        this.settings = settings;
        this.clock = clock;
    }

    @GetMapping("/overview")
    Mono<Overview> overview(@RequestParam Map<String, String> sent) {
        Question question = question(new Parameters(sent));
        question.notOfOnePerson();
        return Overview.ask(database, question);
    }

    @GetMapping("/concurrency")
    Mono<Concurrency.Answer> concurrency(@RequestParam Map<String, String> sent) {
        Parameters parameters = new Parameters(sent);
        Question question = question(parameters);
        question.notOfOnePerson();
        Unit unit = Unit.named(parameters.word("bucket", List.of("hour", "minute", "day")));
        if (unit == Unit.MINUTE) {
            question.noLongerThan(
                    settings.longestByMinute(),
                    "Minute by minute at most %d hours are answered; ask with bucket=hour.");
        }
        if (unit == Unit.HOUR) {
            question.noLongerThan(
                    settings.longestByHour(), "Hour by hour at most %d days are answered; ask with bucket=day.");
        }
        return Concurrency.ask(database, question, unit);
    }

    @GetMapping("/minutes")
    Mono<Minutes.Answer> minutes(@RequestParam Map<String, String> sent) {
        Parameters parameters = new Parameters(sent);
        Question question = question(parameters);
        return switch (parameters.word("by", List.of("day", "channel", "user"))) {
            case "channel" -> Minutes.byChannel(database, question);
            case "user" -> Minutes.byPerson(database, question);
            default -> Minutes.byDay(database, question);
        };
    }

    @GetMapping("/channels")
    Mono<UsagePage> channels(@RequestParam Map<String, String> sent) {
        Parameters parameters = new Parameters(sent);
        return UsagePage.channels(
                database, question(parameters), below(parameters), parameters.limit(USUAL_PAGE, LONGEST_PAGE));
    }

    @GetMapping("/people")
    Mono<UsagePage> people(@RequestParam Map<String, String> sent) {
        Parameters parameters = new Parameters(sent);
        return UsagePage.people(
                database, question(parameters), below(parameters), parameters.limit(USUAL_PAGE, LONGEST_PAGE));
    }

    @GetMapping("/heatmap")
    Mono<Heatmap> heatmap(@RequestParam Map<String, String> sent) {
        return Heatmap.ask(database, question(new Parameters(sent)));
    }

    @GetMapping("/departures")
    Mono<Departures> departures(@RequestParam Map<String, String> sent) {
        return Departures.ask(database, question(new Parameters(sent)));
    }

    @GetMapping("/lengths")
    Mono<Lengths> lengths(@RequestParam Map<String, String> sent) {
        return Lengths.ask(database, question(new Parameters(sent)));
    }

    @GetMapping("/speakers")
    Mono<Speakers> speakers(@RequestParam Map<String, String> sent) {
        Parameters parameters = new Parameters(sent);
        Unit period = Unit.named(parameters.word("period", List.of("day", "week", "month")));
        return Speakers.ask(database, question(parameters), period);
    }

    private Question question(Parameters sent) {
        return Question.of(sent, settings, clock.instant());
    }

    private static SumCursor below(Parameters sent) {
        String cursor = sent.text("cursor");
        return cursor == null ? SumCursor.TOP : SumCursor.parse(cursor);
    }
}
