package dev.earshot.gateway.media;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.earshot.events.id.IdText;
import dev.earshot.events.id.UserId;
import dev.earshot.events.voice.VoiceEvent;
import dev.earshot.gateway.directory.Directory;
import dev.earshot.gateway.log.EventLog;
import dev.earshot.http.Refused;
import io.livekit.server.WebhookReceiver;
import io.micrometer.core.instrument.MeterRegistry;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Duration;
import java.util.Optional;
import livekit.LivekitWebhook.WebhookEvent;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * What LiveKit says happened. Only a hint: it may be late, lost, repeated or out of order, so it is written down for
 * operators, and is a reason to look at the room, never a reason to believe anything.
 */
@RestController
final class LiveKitWebhookController {
    /** LiveKit signs a webhook for 5 min; after that the signature refuses it. One more for clocks that differ. */
    private static final Duration REPEATS_WITHIN = Duration.ofMinutes(6);

    private final WebhookReceiver receiver;
    private final MediaReconciler reconciler;
    private final MediaHealth health;
    private final Directory directory;
    private final EventLog log;
    private final MeterRegistry meters;
    private final Cache<String, Boolean> known = Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterWrite(REPEATS_WITHIN)
            .build();

    LiveKitWebhookController(
            MediaSettings settings,
            MediaReconciler reconciler,
            MediaHealth health,
            Directory directory,
            EventLog log,
            MeterRegistry meters) {
        this.receiver = new WebhookReceiver(settings.apiKey(), settings.apiSecret());
        this.reconciler = reconciler;
        this.health = health;
        this.directory = directory;
        this.log = log;
        this.meters = meters;
    }

    /** Answers once the log has it: a webhook that is not answered is sent again. */
    @Operation(summary = "What LiveKit says happened, signed by it")
    @PostMapping("/api/livekit/webhook")
    Mono<Void> observe(
            @RequestBody String body,
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String signature) {
        WebhookEvent event = verified(body, signature);
        if (known.asMap().putIfAbsent(event.getId(), true) != null) {
            health.webhookIgnored("repeat");
            return Mono.empty();
        }
        meters.counter("earshot.media.webhooks", "event", event.getEvent()).increment();
        Optional<Room> room = Room.parse(event.getRoom().getName());
        if (room.isEmpty() || directory.guild(room.get().guild()).isEmpty()) {
            health.webhookIgnored("unknown-room");
            return Mono.empty();
        }
        reconciler.lookSoon(room.get());
        return log.append(room.get().guild(), observed(event, room.get()))
                .doOnError(_ -> known.invalidate(event.getId()))
                .then();
    }

    // Over the body as it came: the signature is of its bytes, not of what a parser makes of them.
    private WebhookEvent verified(String body, @Nullable String signature) {
        try {
            return receiver.receive(body, signature);
        } catch (Exception unbelievable) {
            health.webhookIgnored("unverified");
            throw new Refused(HttpStatus.UNAUTHORIZED, "bad-signature", "This is not signed by our LiveKit.");
        }
    }

    private static VoiceEvent observed(WebhookEvent event, Room room) {
        String identity = event.getParticipant().getIdentity();
        return new VoiceEvent.MediaObserved(
                event.getId(),
                event.getEvent(),
                room.channel(),
                IdText.isId(identity) ? new UserId(identity) : null,
                Observed.session(event.getParticipant().getAttributesMap()));
    }
}
