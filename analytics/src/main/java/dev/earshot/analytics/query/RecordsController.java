package dev.earshot.analytics.query;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** {@code GET /api/analytics/quality, /errors, /errors/recent, /audit}: what browsers measured, what went wrong, and who did what. */
@RestController
@RequestMapping("/api/analytics")
final class RecordsController {
    private static final int USUAL_PAGE = 50;
    private static final int LONGEST_PAGE = 500;
    /** Each is read with its breadcrumbs, one by one. */
    private static final int FEW_ERRORS = 20;

    private final DatabaseClient database;
    private final UsageSettings settings;
    private final Clock clock;

    RecordsController(QueryConnections connections, UsageSettings settings, Clock clock) {
        this.database = connections.questions();
        this.settings = settings;
        this.clock = clock;
    }

    @GetMapping("/quality")
    Mono<Quality> quality(@RequestParam Map<String, String> sent) {
        Parameters parameters = new Parameters(sent);
        Question question = Question.of(parameters, settings, clock.instant());
        Quality.By by = Quality.By.valueOf(
                parameters.word("by", List.of("hour", "channel", "user")).toUpperCase(Locale.ROOT));
        if (by == Quality.By.HOUR) {
            question.noLongerThan(
                    settings.longestByHour(), "Hour by hour at most %d days are answered; ask with by=channel.");
        }
        return Quality.ask(database, question, by, parameters.limit(USUAL_PAGE, LONGEST_PAGE));
    }

    @GetMapping("/errors")
    Mono<ClientErrors> errors(@RequestParam Map<String, String> sent) {
        Parameters parameters = new Parameters(sent);
        Question question = Question.of(parameters, settings, clock.instant());
        return ClientErrors.ask(database, question, parameters.word("by", ClientErrors.COLUMNS));
    }

    @GetMapping("/errors/recent")
    Mono<RecentErrors> recentErrors(@RequestParam Map<String, String> sent) {
        Parameters parameters = new Parameters(sent);
        Question question = Question.of(parameters, settings, clock.instant());
        return RecentErrors.ask(
                database,
                question,
                RecentErrors.Which.of(parameters),
                below(parameters, question),
                parameters.limit(FEW_ERRORS, LONGEST_PAGE));
    }

    @GetMapping("/audit")
    Mono<AuditPage> audit(@RequestParam Map<String, String> sent) {
        Parameters parameters = new Parameters(sent);
        Question question = Question.of(parameters, settings, clock.instant());
        return AuditPage.ask(
                database,
                question,
                AuditFilter.of(parameters),
                below(parameters, question),
                parameters.limit(USUAL_PAGE, LONGEST_PAGE));
    }

    private static TimeCursor below(Parameters parameters, Question question) {
        String cursor = parameters.text("cursor");
        return cursor == null
                ? new TimeCursor(question.to().plus(1, ChronoUnit.MINUTES), "")
                : TimeCursor.parse(cursor);
    }
}
