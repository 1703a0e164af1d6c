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

/** The questions of usage, named here so that they are described; each is passed on as it was asked. */
@RestController
@RequestMapping("/api/analytics")
final class UsageController {
    private final Asked asked;

    UsageController(Asked asked) {
        this.asked = asked;
    }

    @Operation(
            summary = "A window at a glance, beside the one of the same length before; for the role analyst",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "The answer",
                            content = @Content(schema = @Schema(implementation = UsageAnswers.Overview.class))))
    @GetMapping("/overview")
    Mono<Void> overview(
            @AuthenticationPrincipal Person person, ServerWebExchange exchange, @ParameterObject UsageWindow window) {
        return asked.of(Backend.ANALYTICS, person, exchange);
    }

    @Operation(
            summary = "People at once, at most and on average; channelId null is the whole guild; for the role analyst",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "The answer",
                            content = @Content(schema = @Schema(implementation = UsageAnswers.Concurrency.class))))
    @GetMapping("/concurrency")
    Mono<Void> concurrency(
            @AuthenticationPrincipal Person person,
            ServerWebExchange exchange,
            @ParameterObject UsageWindow window,
            @Parameter(description = "hour, minute or day") @RequestParam(required = false) @Nullable String bucket) {
        return asked.of(Backend.ANALYTICS, person, exchange);
    }

    @Operation(
            summary = "Minutes spent in calls; for the role analyst",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "The answer",
                            content = @Content(schema = @Schema(implementation = UsageAnswers.Minutes.class))))
    @GetMapping("/minutes")
    Mono<Void> minutes(
            @AuthenticationPrincipal Person person,
            ServerWebExchange exchange,
            @ParameterObject UsageWindow window,
            @Parameter(description = "day, channel or user") @RequestParam(required = false) @Nullable String by) {
        return asked.of(Backend.ANALYTICS, person, exchange);
    }

    @Operation(
            summary = "Channels with their usage, most used first, a page at a time; for the role analyst",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "The answer",
                            content = @Content(schema = @Schema(implementation = UsageAnswers.UsagePage.class))))
    @GetMapping("/channels")
    Mono<Void> channels(
            @AuthenticationPrincipal Person person,
            ServerWebExchange exchange,
            @ParameterObject UsageWindow window,
            @Parameter(description = "The next of the page before") @RequestParam(required = false) @Nullable
                    String cursor,
            @Parameter(description = "Items a page, 1 to 500") @RequestParam(required = false) @Nullable String limit) {
        return asked.of(Backend.ANALYTICS, person, exchange);
    }

    @Operation(
            summary = "People with their usage, most present first, a page at a time; for the role analyst",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "The answer",
                            content = @Content(schema = @Schema(implementation = UsageAnswers.UsagePage.class))))
    @GetMapping("/people")
    Mono<Void> people(
            @AuthenticationPrincipal Person person,
            ServerWebExchange exchange,
            @ParameterObject UsageWindow window,
            @Parameter(description = "The next of the page before") @RequestParam(required = false) @Nullable
                    String cursor,
            @Parameter(description = "Items a page, 1 to 500") @RequestParam(required = false) @Nullable String limit) {
        return asked.of(Backend.ANALYTICS, person, exchange);
    }

    @Operation(
            summary = "Calls begun and minutes by weekday (1 is Monday) and hour; for the role analyst",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "The answer",
                            content = @Content(schema = @Schema(implementation = UsageAnswers.Heatmap.class))))
    @GetMapping("/heatmap")
    Mono<Void> heatmap(
            @AuthenticationPrincipal Person person, ServerWebExchange exchange, @ParameterObject UsageWindow window) {
        return asked.of(Backend.ANALYTICS, person, exchange);
    }

    @Operation(
            summary = "Why calls ended, and how often somebody came back after a lost connection; for the role analyst",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "The answer",
                            content = @Content(schema = @Schema(implementation = UsageAnswers.Departures.class))))
    @GetMapping("/departures")
    Mono<Void> departures(
            @AuthenticationPrincipal Person person, ServerWebExchange exchange, @ParameterObject UsageWindow window) {
        return asked.of(Backend.ANALYTICS, person, exchange);
    }

    @Operation(
            summary = "How long calls were; percentiles in seconds, within 4 %; for the role analyst",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "The answer",
                            content = @Content(schema = @Schema(implementation = UsageAnswers.Lengths.class))))
    @GetMapping("/lengths")
    Mono<Void> lengths(
            @AuthenticationPrincipal Person person, ServerWebExchange exchange, @ParameterObject UsageWindow window) {
        return asked.of(Backend.ANALYTICS, person, exchange);
    }

    @Operation(
            summary = "How many people spoke; for the role analyst",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "The answer",
                            content = @Content(schema = @Schema(implementation = UsageAnswers.Speakers.class))))
    @GetMapping("/speakers")
    Mono<Void> speakers(
            @AuthenticationPrincipal Person person,
            ServerWebExchange exchange,
            @ParameterObject UsageWindow window,
            @Parameter(description = "day, week or month") @RequestParam(required = false) @Nullable String period) {
        return asked.of(Backend.ANALYTICS, person, exchange);
    }

    @Operation(
            summary =
                    "A view as a file, of any length; X-Earshot-Rows says about how many rows will come; for the role analyst",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "The file",
                            content = {
                                @Content(mediaType = "text/csv"),
                                @Content(mediaType = "application/vnd.apache.parquet")
                            }))
    @GetMapping("/export")
    Mono<Void> export(
            @AuthenticationPrincipal Person person,
            ServerWebExchange exchange,
            @ParameterObject UsageWindow window,
            @Parameter(
                            description =
                                    "calls, stays, minutes, concurrency, departures, lengths, quality, errors or audit")
                    @RequestParam(required = false)
                    @Nullable
                    String view,
            @Parameter(description = "csv or parquet") @RequestParam(required = false) @Nullable String format,
            @Parameter(description = "Of calls and stays: those that ended for this reason")
                    @RequestParam(required = false)
                    @Nullable
                    String why,
            @ParameterObject AuditFilter filter) {
        return asked.of(Backend.ANALYTICS, person, exchange);
    }
}
