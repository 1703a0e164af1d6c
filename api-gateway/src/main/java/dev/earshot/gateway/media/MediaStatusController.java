package dev.earshot.gateway.media;

import io.swagger.v3.oas.annotations.Operation;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Whether there is audio, for the page to tell. */
@RestController
final class MediaStatusController {
    private final MediaHealth health;

    MediaStatusController(MediaHealth health) {
        this.health = health;
    }

    @Operation(summary = "Whether there is audio, and if not why")
    @GetMapping("/api/media/status")
    Mono<MediaStatus> status() {
        return Mono.fromCallable(health::status).subscribeOn(Schedulers.boundedElastic());
    }
}
