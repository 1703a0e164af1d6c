package dev.earshot.gateway.proxy;

import dev.earshot.gateway.identity.Person;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** What browsers measured, what went wrong in them and who did what, named here so that it is described; passed on as it was asked. */
@RestController
@RequestMapping("/api/analytics")
final class RecordsController {
    private final Asked asked;

    RecordsController(Asked asked) {
        this.asked = asked;
    }

    @Operation(
            summary =
                    "Percentiles of what browsers measured of their calls, within 2 % (MOS within 0.01), or exact from every sample"
                            + " if there are few, or of one person: exact says which. poor counts samples with a MOS below 3.6. People come"
                            + " with the most poor samples first; for the role analyst",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "The answer",
                            content = @Content(schema = @Schema(implementation = UsageAnswers.Quality.class))))
    @GetMapping("/quality")
    Mono<Void> quality(
            @AuthenticationPrincipal Person person,
            ServerWebExchange exchange,
            @ParameterObject UsageWindow window,
            @Parameter(description = "hour, channel or user") @RequestParam(required = false) @Nullable String by,
            @Parameter(description = "With by=user: people at most, 1 to 500") @RequestParam(required = false) @Nullable
                    String limit) {
        return asked.of(Backend.ANALYTICS, person, exchange);
    }

    @Operation(
            summary = "What went wrong in browsers, most frequent first; for the role analyst",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "The answer",
                            content = @Content(schema = @Schema(implementation = UsageAnswers.ClientErrors.class))))
    @GetMapping("/errors")
    Mono<Void> errors(
            @AuthenticationPrincipal Person person,
            ServerWebExchange exchange,
            @ParameterObject UsageWindow window,
            @Parameter(description = "kind or client") @RequestParam(required = false) @Nullable String by) {
        return asked.of(Backend.ANALYTICS, person, exchange);
    }

    @Operation(
            summary =
                    "Single errors with what had been done just before, newest first, a page at a time; for the role analyst",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "The answer",
                            content = @Content(schema = @Schema(implementation = UsageAnswers.RecentErrors.class))))
    @GetMapping("/errors/recent")
    Mono<Void> recentErrors(
            @AuthenticationPrincipal Person person,
            ServerWebExchange exchange,
            @ParameterObject UsageWindow window,
            @Parameter(description = "kind or client; all errors if absent") @RequestParam(required = false) @Nullable
                    String by,
            @Parameter(description = "Of by: this kind or version; empty: of browsers that did not say it")
                    @RequestParam(required = false)
                    @Nullable
                    String key,
            @Parameter(description = "The next of the page before") @RequestParam(required = false) @Nullable
                    String cursor,
            @Parameter(description = "Items a page, 1 to 500; 20 if absent") @RequestParam(required = false) @Nullable
                    String limit) {
        return asked.of(Backend.ANALYTICS, person, exchange);
    }

    @Operation(
            summary = "Who did what, newest first, a page at a time; for the role analyst",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "The answer",
                            content = @Content(schema = @Schema(implementation = UsageAnswers.AuditPage.class))))
    @GetMapping("/audit")
    Mono<Void> audit(
            @AuthenticationPrincipal Person person,
            ServerWebExchange exchange,
            @ParameterObject UsageWindow window,
            @ParameterObject AuditFilter filter,
            @Parameter(description = "The next of the page before") @RequestParam(required = false) @Nullable
                    String cursor,
            @Parameter(description = "Items a page, 1 to 500") @RequestParam(required = false) @Nullable String limit) {
        return asked.of(Backend.ANALYTICS, person, exchange);
    }
}
