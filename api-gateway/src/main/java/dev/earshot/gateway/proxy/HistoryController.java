package dev.earshot.gateway.proxy;

import dev.earshot.gateway.identity.Person;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * The questions that the time machine answers, each described; they are forwarded like any other below {@code /api/history}.
 * Times are ISO-8601 with an offset.
 */
@RestController
final class HistoryController {
    private static final String OK = "200";

    private final Asked asked;
    private final ProxySettings settings;

    HistoryController(Asked asked, ProxySettings settings) {
        this.asked = asked;
        this.settings = settings;
    }

    @Operation(
            summary = "How far the log of a guild reaches; for the role operator",
            parameters = @Parameter(name = "guild", in = ParameterIn.QUERY, required = true),
            responses =
                    @ApiResponse(
                            responseCode = OK,
                            description = "First and last append time, and offsets",
                            content = @Content(schema = @Schema(implementation = HistoryAnswers.Log.class))))
    @GetMapping("/api/history/log")
    Mono<Void> log(@AuthenticationPrincipal Person person, ServerWebExchange exchange) {
        return asked.of(Backend.HISTORY, person, exchange);
    }

    @Operation(
            summary = "A guild as it was at a moment; for the role operator",
            parameters = {
                @Parameter(name = "guild", in = ParameterIn.QUERY, required = true),
                @Parameter(
                        name = "at",
                        in = ParameterIn.QUERY,
                        required = true,
                        description = "Everything appended up to then is in it, and nothing later")
            },
            responses =
                    @ApiResponse(
                            responseCode = OK,
                            description = "Everybody by channel",
                            content = @Content(schema = @Schema(implementation = HistoryAnswers.State.class))))
    @GetMapping("/api/history/state")
    Mono<Void> state(@AuthenticationPrincipal Person person, ServerWebExchange exchange) {
        return asked.of(Backend.HISTORY, person, exchange);
    }

    @Operation(
            summary = "The events of a guild with their effects, oldest first; for the role operator",
            parameters = {
                @Parameter(name = "guild", in = ParameterIn.QUERY, required = true),
                @Parameter(name = "from", in = ParameterIn.QUERY, required = true),
                @Parameter(name = "to", in = ParameterIn.QUERY, required = true),
                @Parameter(name = "user", in = ParameterIn.QUERY, description = "Only those that concern this person"),
                @Parameter(name = "channel", in = ParameterIn.QUERY, description = "Only those of this channel"),
                @Parameter(name = "cursor", in = ParameterIn.QUERY, description = "The next of the page before"),
                @Parameter(name = "limit", in = ParameterIn.QUERY, description = "1 to 1000, 200 if absent"),
                @Parameter(
                        name = "tz",
                        in = ParameterIn.QUERY,
                        description = "Zone of the times within sentences, such as Europe/Berlin; UTC if absent")
            },
            responses =
                    @ApiResponse(
                            responseCode = OK,
                            description = "A page",
                            content = @Content(schema = @Schema(implementation = HistoryAnswers.Events.class))))
    @GetMapping("/api/history/events")
    Mono<Void> events(@AuthenticationPrincipal Person person, ServerWebExchange exchange) {
        return asked.of(Backend.HISTORY, person, exchange);
    }

    @Operation(
            summary = "Every event of a person, with its effect or the rule why it had none; for the role operator",
            parameters = {
                @Parameter(name = "guild", in = ParameterIn.QUERY, required = true),
                @Parameter(name = "user", in = ParameterIn.QUERY, required = true),
                @Parameter(name = "from", in = ParameterIn.QUERY, required = true),
                @Parameter(name = "to", in = ParameterIn.QUERY, required = true),
                @Parameter(name = "tz", in = ParameterIn.QUERY)
            },
            responses =
                    @ApiResponse(
                            responseCode = OK,
                            description = "Oldest first",
                            content = @Content(schema = @Schema(implementation = HistoryAnswers.Trace.class))))
    @GetMapping("/api/history/trace")
    Mono<Void> trace(@AuthenticationPrincipal Person person, ServerWebExchange exchange) {
        return asked.of(Backend.HISTORY, person, exchange);
    }

    @Operation(
            summary = "What differs between two moments, and which events made it so; for the role operator",
            parameters = {
                @Parameter(name = "guild", in = ParameterIn.QUERY, required = true),
                @Parameter(name = "from", in = ParameterIn.QUERY, required = true),
                @Parameter(name = "to", in = ParameterIn.QUERY, required = true),
                @Parameter(name = "tz", in = ParameterIn.QUERY)
            },
            responses =
                    @ApiResponse(
                            responseCode = OK,
                            description = "Whoever is shown differently",
                            content = @Content(schema = @Schema(implementation = HistoryAnswers.Diff.class))))
    @GetMapping("/api/history/diff")
    Mono<Void> diff(@AuthenticationPrincipal Person person, ServerWebExchange exchange) {
        return asked.of(Backend.HISTORY, person, exchange);
    }

    @Operation(
            summary = "Why a person was shown as they were; for the role operator",
            parameters = {
                @Parameter(name = "guild", in = ParameterIn.QUERY, required = true),
                @Parameter(name = "user", in = ParameterIn.QUERY, required = true),
                @Parameter(name = "at", in = ParameterIn.QUERY, required = true),
                @Parameter(name = "tz", in = ParameterIn.QUERY)
            },
            responses =
                    @ApiResponse(
                            responseCode = OK,
                            description = "Each field that was shown, with the event that set it",
                            content = @Content(schema = @Schema(implementation = HistoryAnswers.Explanation.class))))
    @GetMapping("/api/history/explain")
    Mono<Void> explain(@AuthenticationPrincipal Person person, ServerWebExchange exchange) {
        return asked.of(Backend.HISTORY, person, exchange);
    }

    @Operation(
            summary = "How many events and departures there were when; for the role operator",
            parameters = {
                @Parameter(name = "guild", in = ParameterIn.QUERY, required = true),
                @Parameter(name = "from", in = ParameterIn.QUERY, required = true),
                @Parameter(name = "to", in = ParameterIn.QUERY, required = true),
                @Parameter(
                        name = "buckets",
                        in = ParameterIn.QUERY,
                        description = "1 to 1000, 240 if absent; there may be fewer, for each is whole seconds")
            },
            responses =
                    @ApiResponse(
                            responseCode = OK,
                            description = "Counts by bucket",
                            content = @Content(schema = @Schema(implementation = HistoryAnswers.Density.class))))
    @GetMapping("/api/history/density")
    Mono<Void> density(@AuthenticationPrincipal Person person, ServerWebExchange exchange) {
        return asked.of(Backend.HISTORY, person, exchange);
    }

    @Operation(
            summary = "Whether live presence is what the log folds to, row by row; for the role operator",
            parameters =
                    @Parameter(name = "guild", in = ParameterIn.QUERY, description = "Only this one; all if absent"),
            responses =
                    @ApiResponse(
                            responseCode = OK,
                            description = "The differing rows, if any, and the offsets that were compared",
                            content = @Content(schema = @Schema(implementation = HistoryAnswers.Verification.class))))
    @GetMapping("/api/history/verify")
    Mono<Void> verify(@AuthenticationPrincipal Person person, ServerWebExchange exchange) {
        return asked.of(Backend.HISTORY, person, exchange, settings.history().verifyFor());
    }
}
