package dev.earshot.gateway.dead;

import dev.earshot.events.audit.AuditFact;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.gateway.audit.AuditLog;
import dev.earshot.gateway.identity.Person;
import dev.earshot.gateway.log.LogUnavailable;
import dev.earshot.gateway.log.RecordPosition;
import dev.earshot.gateway.web.ClientAddress;
import dev.earshot.http.Refused;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import java.time.Clock;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Dead records for operators. Reading them is an audit fact, for they may hold what people said of themselves; so is a retry. */
@RestController
final class DeadController {
    private static final int MOST = 200;

    private final DeadTopics topics;
    private final Retry retry;
    private final AuditLog audit;
    private final Clock clock;

    DeadController(DeadTopics topics, Retry retry, AuditLog audit, Clock clock) {
        this.topics = topics;
        this.retry = retry;
        this.audit = audit;
        this.clock = clock;
    }

    /** A dead record's place. */
    record Place(
            @Nullable String topic,
            @Nullable Integer partition,
            @Nullable Long offset) {}

    /** Where the record is now. */
    record Retried(RecordPosition written) {}

    @Operation(summary = "Records that could not be read, newest first, a page at a time; for the role operator")
    @GetMapping("/api/operations/dead")
    Mono<DeadPage> dead(
            @AuthenticationPrincipal Person person,
            ServerHttpRequest request,
            @Parameter(description = "Of this dead topic alone, such as voice.events.dead")
                    @RequestParam(required = false)
                    @Nullable
                    String topic,
            @Parameter(description = "The next of the page before") @RequestParam(required = false) @Nullable
                    String cursor,
            @Parameter(description = "Records a page, 1 to 200") @RequestParam(defaultValue = "50") int limit) {
        if (limit < 1 || limit > MOST) {
            throw new Refused(HttpStatus.BAD_REQUEST, "bad-limit", "A page has 1 to " + MOST + " records.");
        }
        VoiceTopic only = topic == null ? null : RetryRefusals.topic(topic);
        var from = Optional.ofNullable(cursor).map(DeadCursor::read);
        String path = "/api/operations/dead" + (only == null ? "" : "?topic=" + only.deadTopic());
        audit.append(new AuditFact.Queried(clock.instant(), person.id(), ClientAddress.of(request), path));
        return Mono.fromCallable(() ->
                        topics.page(name -> only == null || only.deadTopic().equals(name), from, limit))
                .onErrorMap(KafkaException.class, away -> new LogUnavailable("The dead topics were not read", away))
                .subscribeOn(Schedulers.boundedElastic());
    }

    @Operation(
            summary = "Writes a dead record again to where it came from, once however often it is asked for;"
                    + " for the role operator")
    @PostMapping("/api/operations/dead/retry")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<Retried> retry(@AuthenticationPrincipal Person person, ServerHttpRequest request, @RequestBody Place place) {
        RecordPosition dead = position(place);
        TopicPartition partition = new TopicPartition(dead.topic(), dead.partition());
        return Mono.fromCallable(() -> retry.retry(partition, dead.offset()))
                .subscribeOn(Schedulers.boundedElastic())
                .doOnNext(outcome -> {
                    if (outcome.now()) audit(person, ClientAddress.of(request), dead, outcome.written());
                })
                .map(outcome -> new Retried(outcome.written()));
    }

    private RecordPosition position(Place place) {
        String topic = place.topic();
        Integer partition = place.partition();
        Long offset = place.offset();
        if (topic == null || partition == null || offset == null || offset < 0) {
            throw new Refused(
                    HttpStatus.BAD_REQUEST, "bad-place", "A dead record is named by its topic, partition and offset.");
        }
        String known = RetryRefusals.topic(topic).deadTopic();
        if (partition < 0 || partition >= topics.partitionsOfEach()) throw RetryRefusals.noSuchRecord();
        return new RecordPosition(known, partition, offset);
    }

    private void audit(Person person, String address, RecordPosition dead, RecordPosition written) {
        audit.append(new AuditFact.DeadRetried(
                clock.instant(), person.id(), address, Places.text(dead), Places.text(written)));
    }
}
