package dev.earshot.analytics.query;

import java.time.Clock;
import org.jspecify.annotations.Nullable;
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
    Mono<SessionsPage> sessions(
            @RequestParam(required = false) @Nullable String guild,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String limit) {
        return query.page(SessionsQuestion.of(
                said(guild), said(from), said(to), said(cursor), said(limit), settings, clock.instant()));
    }

    // "from=" is how a form says that it has none.
    private static @Nullable String said(@Nullable String parameter) {
        return parameter == null || parameter.isEmpty() ? null : parameter;
    }
}
