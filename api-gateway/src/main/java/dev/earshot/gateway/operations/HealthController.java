package dev.earshot.gateway.operations;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** How everything is, for operators. Asking for it is no audit fact: a screen that is open asks every few seconds. */
@RestController
final class HealthController {
    private final WholeHealth health;

    HealthController(WholeHealth health) {
        this.health = health;
    }

    @Operation(
            summary =
                    "How each part, gateway and session is, and how many dead records there are; for the role operator")
    @GetMapping("/api/operations/health")
    Mono<OperationsHealth> health(
            @Parameter(hidden = true) @RequestHeader(HttpHeaders.AUTHORIZATION) String authorization) {
        return health.ask(authorization);
    }
}
