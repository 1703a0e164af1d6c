package dev.earshot.gateway.proxy;

import dev.earshot.events.audit.AuditFact;
import dev.earshot.gateway.audit.AuditLog;
import dev.earshot.gateway.identity.Person;
import dev.earshot.gateway.web.ClientAddress;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Questions about the past and about usage. By the time one arrives here its token and role have been checked; that it was
 * asked is written down, and then it is passed on.
 */
@RestController
final class ForwardController {
    private static final int LONGEST_PATH = 300;

    private final Forwarder forwarder;
    private final AuditLog audit;
    private final Clock clock;

    ForwardController(Forwarder forwarder, AuditLog audit, Clock clock) {
        this.forwarder = forwarder;
        this.audit = audit;
        this.clock = clock;
    }

    @Hidden
    @GetMapping("/api/history/**")
    Mono<Void> history(@AuthenticationPrincipal Person person, ServerWebExchange exchange) {
        return ask(Backend.HISTORY, person, exchange);
    }

    @Hidden
    @GetMapping("/api/analytics/**")
    Mono<Void> analytics(@AuthenticationPrincipal Person person, ServerWebExchange exchange) {
        return ask(Backend.ANALYTICS, person, exchange);
    }

    @Operation(
            summary = "The calls of a guild, newest first, a page at a time; for the role analyst",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "A page",
                            content = @Content(schema = @Schema(implementation = CallsPage.class))))
    @GetMapping("/api/analytics/sessions")
    Mono<Void> sessions(
            @AuthenticationPrincipal Person person,
            ServerWebExchange exchange,
            @Parameter(description = "The guild's id") @RequestParam(required = false) @Nullable String guild,
            @Parameter(description = "Calls that began at this time or later; a week before to if absent")
                    @RequestParam(required = false)
                    @Nullable
                    String from,
            @Parameter(description = "Calls that began before this time; now if absent")
                    @RequestParam(required = false)
                    @Nullable
                    String to,
            @Parameter(description = "The next of the page before") @RequestParam(required = false) @Nullable
                    String cursor,
            @Parameter(description = "Calls a page") @RequestParam(required = false) @Nullable String limit) {
        return ask(Backend.ANALYTICS, person, exchange);
    }

    private Mono<Void> ask(Backend to, Person person, ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        audit.append(new AuditFact.Queried(clock.instant(), person.id(), ClientAddress.of(request), path(request)));
        return forwarder.forward(to, exchange);
    }

    // With its parameters, which say what was looked at; none of them is a secret, for tokens come in a header alone.
    private static String path(ServerHttpRequest request) {
        String query = request.getURI().getRawQuery();
        String path = request.getURI().getRawPath() + (query == null ? "" : "?" + query);
        return path.length() > LONGEST_PATH ? path.substring(0, LONGEST_PATH) : path;
    }
}
