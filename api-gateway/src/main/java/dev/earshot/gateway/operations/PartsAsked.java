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
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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

    private final ProxySettings services;
    private final PresenceTable table;
    private final MediaHealth media;
    private final MeterRegistry meters;
    private final WebClient http;

    PartsAsked(ProxySettings services, PresenceTable table, MediaHealth media, MeterRegistry meters) {
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

    /**
     * Never fails: a part that does not answer is one that is not ready.
     *
     * @param authorization the operator's own header, for what services tell operators alone
     */
    Mono<List<OperationsHealth.Part>> ask(KafkaState kafka, String authorization) {
        String history = services.history().url();
        String analytics = services.analytics().url();
        return Mono.zip(
                        readiness(history),
                        readiness(analytics),
                        ingestLag(analytics, authorization),
                        Mono.fromCallable(media::status).subscribeOn(Schedulers.boundedElastic()))
                .map(answers -> List.of(
                        part("api-gateway", table.ready() ? "ready" : "still reads voice.presence", feedLag()),
                        part("presence-projector", answers.getT1(), kafka.projectorLag()),
                        part("analytics", answers.getT2(), answers.getT3().orElse(null)),
                        part("Kafka", kafka.detail(), null),
                        audio(answers.getT4())));
    }

    private static OperationsHealth.Part part(String name, String state, @Nullable Long lag) {
        return new OperationsHealth.Part(name, state.equals("ready"), false, state, lag);
    }

    private static OperationsHealth.Part audio(MediaStatus status) {
        String detail = status.isReady() ? "ready" : status.reason();
        return new OperationsHealth.Part("LiveKit", status.isReady(), status.isOff(), detail, null);
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
