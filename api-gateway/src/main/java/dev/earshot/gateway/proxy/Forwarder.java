package dev.earshot.gateway.proxy;

import dev.earshot.http.Refused;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.ChannelOption;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientRequest;

/** Passes a question on and its answer back, a buffer at a time: an export of any length costs the gateway no memory. */
@Component
final class Forwarder {
    private static final int CONNECT_MS = 2000;

    private static final List<String> ASKED_WITH = List.of(
            HttpHeaders.AUTHORIZATION,
            HttpHeaders.ACCEPT,
            HttpHeaders.ACCEPT_LANGUAGE,
            HttpHeaders.IF_NONE_MATCH,
            HttpHeaders.RANGE);
    private static final List<String> ANSWERED_WITH = List.of(
            HttpHeaders.CONTENT_TYPE,
            HttpHeaders.CONTENT_LENGTH,
            HttpHeaders.CONTENT_DISPOSITION,
            HttpHeaders.CONTENT_RANGE,
            HttpHeaders.ACCEPT_RANGES,
            HttpHeaders.CACHE_CONTROL,
            HttpHeaders.ETAG,
            HttpHeaders.RETRY_AFTER,
            // About how many rows an export will have, for a progress bar.
            "X-Earshot-Rows");

    private final WebClient client;
    private final ProxySettings settings;
    private final MeterRegistry meters;

    Forwarder(ProxySettings settings, MeterRegistry meters) {
        HttpClient http = HttpClient.create().option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MS);
        this.client = WebClient.builder()
                .clientConnector(new ReactorClientHttpConnector(http))
                .build();
        this.settings = settings;
        this.meters = meters;
    }

    Mono<Void> forward(Backend to, ServerWebExchange exchange) {
        return forward(to, exchange, patience(to));
    }

    /** @param patience how long it may be silent, before its answer or in the middle of it */
    Mono<Void> forward(Backend to, ServerWebExchange exchange, Duration patience) {
        ServerHttpRequest request = exchange.getRequest();
        return client.method(request.getMethod())
                .uri(target(to, request.getURI()))
                .httpRequest(
                        asking -> asking.<HttpClientRequest>getNativeRequest().responseTimeout(patience))
                .headers(headers -> copy(ASKED_WITH, request.getHeaders(), headers))
                .exchangeToMono(answer -> answer(to, answer, exchange.getResponse()))
                .doOnSuccess(_ -> count(to, "answered"))
                .onErrorMap(WebClientRequestException.class, away -> {
                    count(to, "away");
                    String sentence = to.shown() + " does not answer just now. Try again shortly.";
                    return Refused.away(to.code() + "-away", sentence, away);
                });
    }

    private Duration patience(Backend to) {
        return switch (to) {
            case HISTORY -> settings.history().silentFor();
            case ANALYTICS -> settings.analytics().silentFor();
        };
    }

    private URI target(Backend to, URI asked) {
        String base = switch (to) {
            case HISTORY -> settings.history().url();
            case ANALYTICS -> settings.analytics().url();
        };
        String query = asked.getRawQuery();
        return URI.create(base + asked.getRawPath() + (query == null ? "" : "?" + query));
    }

    private Mono<Void> answer(Backend from, ClientResponse answer, ServerHttpResponse response) {
        HttpHeaders headers = answer.headers().asHttpHeaders();
        boolean problem = MediaType.APPLICATION_PROBLEM_JSON.isCompatibleWith(headers.getContentType());
        // A fault that the service does not explain itself is explained here, without whatever it let slip.
        if (answer.statusCode().is5xxServerError() && !problem) {
            count(from, "failed");
            String sentence = from.shown() + " could not answer that. It has been recorded; try again later.";
            return answer.releaseBody()
                    .then(Mono.error(new Refused(HttpStatus.BAD_GATEWAY, from.code() + "-failed", sentence)));
        }
        response.setStatusCode(answer.statusCode());
        copy(ANSWERED_WITH, headers, response.getHeaders());
        return response.writeWith(answer.bodyToFlux(DataBuffer.class));
    }

    private static void copy(List<String> names, HttpHeaders from, HttpHeaders to) {
        for (String name : names) {
            List<String> values = from.get(name);
            if (values != null) to.put(name, values);
        }
    }

    private void count(Backend to, String outcome) {
        meters.counter("earshot.proxy", "service", to.code(), "outcome", outcome)
                .increment();
    }
}
