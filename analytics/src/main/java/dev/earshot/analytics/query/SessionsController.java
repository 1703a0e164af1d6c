package dev.earshot.analytics.query;

import java.time.Clock;
import java.util.Map;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** {@code GET /api/analytics/sessions}: the calls of a guild, newest first, page by page. */
@RestController
@EnableConfigurationProperties(SessionsSettings.class)
final class SessionsController {
    private final SessionsQuery query;
    private final SessionsSettings settings;
    private final Clock clock;

    SessionsController(SessionsQuery query, SessionsSettings settings, Clock clock) {
        this.query = query;
        this.settings = settings;
        this.clock = clock;
    }

    @GetMapping("/api/analytics/sessions")
    Mono<SessionsPage> sessions(@RequestParam Map<String, String> sent) {
        return query.page(SessionsQuestion.of(new Parameters(sent), settings, clock.instant()));
    }
}
