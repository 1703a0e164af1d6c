package dev.earshot.gateway.operations;

import dev.earshot.gateway.feed.PresenceTable;
import dev.earshot.gateway.media.MediaHealth;
import dev.earshot.gateway.media.MediaStatus;
import dev.earshot.gateway.proxy.ProxySettings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.ChannelOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;
import tools.jackson.databind.JsonNode;

/** Asks each part whether it is ready, at the endpoints that an orchestrator would ask, and how far behind it is. */
@Component
final class PartsAsked {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final String GATEWAY = "api-gateway";
    private static final String PROJECTOR = "presence-projector";
    private static final String ANALYTICS = "analytics";

    private final ProxySettings services;
    private final PresenceTable table;
    private final MediaHealth media;
    private final ProgressHealth progress;
    private final MeterRegistry meters;
    private final Map<String, String> logs;
    private final WebClient http;

    PartsAsked(
            ProxySettings services,
            PresenceTable table,
            MediaHealth media,
            ProgressHealth progress,
            MeterRegistry meters,
            Environment environment) {
        this.progress = progress;
        this.logs = Binder.get(environment)
                .bind("earshot.operations.logs", Bindable.mapOf(String.class, String.class))
                .orElse(Map.of());
        this.services = services;
        this.table = table;
        this.media = media;
        this.meters = meters;
        HttpClient client = HttpClient.create()
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) PATIENCE.toMillis())
                .responseTimeout(PATIENCE);
        this.http = WebClient.builder()
                .clientConnector(new ReactorClientHttpConnector(client))
                .build();
    }

    /** The parts, and what stands still in them. */
    record Asked(List<OperationsHealth.Part> parts, List<OperationsHealth.Standing> stuck) {}

    /**
     * Never fails: a part that does not answer is one that is not ready.
     *
     * @param authorization the operator's own header, for what services tell operators alone
     */
    Mono<Asked> ask(KafkaState kafka, String authorization) {
        String history = services.history().url();
        String analytics = services.analytics().url();
        return Mono.zip(
                        readiness(history),
                        readiness(analytics),
                        ingestLag(analytics, authorization),
                        Mono.fromCallable(media::status).subscribeOn(Schedulers.boundedElastic()),
                        reported(history, authorization),
                        reported(analytics, authorization))
                .map(answers -> {
                    ReportedHealth own = new ReportedHealth(progress.stuck(), null);
                    ReportedHealth projector = answers.getT5();
                    ReportedHealth ingest = answers.getT6();
                    String gateway = table.ready() ? "ready" : "still reads voice.presence";
                    List<OperationsHealth.Part> parts = List.of(
                            part(GATEWAY, gateway, own, feedLag()),
                            part(PROJECTOR, answers.getT1(), projector, kafka.projectorLag()),
                            part(
                                    ANALYTICS,
                                    answers.getT2(),
                                    ingest,
                                    answers.getT3().orElse(null)),
                            part("Kafka", kafka.detail(), ReportedHealth.NOTHING, null),
                            audio(answers.getT4()));
                    return new Asked(
                            parts,
                            Stream.of(
                                            standing(GATEWAY, own),
                                            standing(PROJECTOR, projector),
                                            standing(ANALYTICS, ingest))
                                    .flatMap(List::stream)
                                    .toList());
                });
    }

    private static List<OperationsHealth.Standing> standing(String part, ReportedHealth reported) {
        return reported.stuck().stream()
                .map(stuck -> OperationsHealth.Standing.of(part, stuck))
                .toList();
    }

    private OperationsHealth.Part part(String name, String state, ReportedHealth reported, @Nullable Long lag) {
        int stuck = reported.stuck().size();
        String reason = reported.reason();
        boolean ready = state.equals("ready") && stuck == 0 && reason == null;
        String detail = state;
        if (stuck > 0) detail = stuck == 1 ? "1 partition stands still" : stuck + " partitions stand still";
        else if (reason != null) detail = reason;
        return new OperationsHealth.Part(name, ready, false, detail, lag, logs.get(name));
    }

    private OperationsHealth.Part audio(MediaStatus status) {
        String detail = status.isReady() ? "ready" : status.reason();
        return new OperationsHealth.Part(
                "LiveKit", status.isReady(), status.isOff(), detail, null, logs.get("LiveKit"));
    }

    private Mono<String> readiness(String service) {
        return http.get()
                .uri(service + "/actuator/health/readiness")
                .exchangeToMono(answer -> answer.releaseBody()
                        .thenReturn(
                                answer.statusCode().is2xxSuccessful()
                                        ? "ready"
                                        : "answers " + answer.statusCode().value()))
                .timeout(PATIENCE)
                .onErrorReturn("does not answer");
    }

    // Its health as a whole, which has more in it than readiness, and tells its details to operators.
    private Mono<ReportedHealth> reported(String service, String authorization) {
        return http.get()
                .uri(service + "/actuator/health")
                .header(HttpHeaders.AUTHORIZATION, authorization)
                .exchangeToMono(answer -> answer.bodyToMono(JsonNode.class))
                .map(ReportedHealth::of)
                .timeout(PATIENCE)
                .onErrorReturn(ReportedHealth.NOTHING)
                .defaultIfEmpty(ReportedHealth.NOTHING);
    }

    private Mono<Optional<Long>> ingestLag(String analytics, String authorization) {
        return http.get()
                .uri(analytics + "/actuator/metrics/earshot.ingest.lag")
                .header(HttpHeaders.AUTHORIZATION, authorization)
                .retrieve()
                .bodyToMono(JsonNode.class)
                .map(metric -> Optional.of(metric.at("/measurements/0/value").asLong(0)))
                .timeout(PATIENCE)
                .onErrorReturn(Optional.empty());
    }

    private @Nullable Long feedLag() {
        Gauge lag = meters.find("earshot.feed.lag").gauge();
        return lag == null ? null : (long) lag.value();
    }
}
