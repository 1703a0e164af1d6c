package dev.earshot.gateway.proxy;

import dev.earshot.gateway.identity.Person;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import org.jspecify.annotations.Nullable;
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
    private final Asked asked;

    ForwardController(Asked asked) {
        this.asked = asked;
    }

    @Hidden
    @GetMapping("/api/history/**")
    Mono<Void> history(@AuthenticationPrincipal Person person, ServerWebExchange exchange) {
        return asked.of(Backend.HISTORY, person, exchange);
    }

    @Hidden
    @GetMapping("/api/analytics/**")
    Mono<Void> analytics(@AuthenticationPrincipal Person person, ServerWebExchange exchange) {
        return asked.of(Backend.ANALYTICS, person, exchange);
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
            @Parameter(description = "Calls a page") @RequestParam(required = false) @Nullable String limit,
            @Parameter(description = "Whose; anybody's if absent") @RequestParam(required = false) @Nullable
                    String user,
            @Parameter(description = "In which part of it was; any if absent") @RequestParam(required = false) @Nullable
                    String channel,
            @Parameter(
                            description =
                                    "Why it ended: left, expired, replaced, permission-lost, removed, channel-closed or clock-set-back")
                    @RequestParam(required = false)
                    @Nullable
                    String why) {
        return asked.of(Backend.ANALYTICS, person, exchange);
    }
}
