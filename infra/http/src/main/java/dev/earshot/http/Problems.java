package dev.earshot.http;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one place where whatever goes wrong in a request ends: it is counted by status and code, logged once if it is our
 * fault, and answered as a problem.
 */
@Component
@Order(-2) // before Boot's own handler
public final class Problems implements WebExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private final List<KnownFailure> known;
    private final JsonMapper json;
    private final MeterRegistry meters;

    public Problems(List<KnownFailure> known, JsonMapper json, MeterRegistry meters) {
        this.known = known;
        this.json = json;
        this.meters = meters;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        ServerHttpResponse response = exchange.getResponse();
        // Nobody waits for the answer any more, and nothing of ours is wrong.
        if (failure instanceof AbortedException) return Mono.error(failure);
        Refused refused = asRefused(failure);
        count(refused);
        if (refused.status().is5xxServerError()) log(exchange, refused, failure);
        // Half an answer is on its way already; ending the connection is the only honest sign.
        if (response.isCommitted()) return Mono.error(failure);
        return write(response, refused);
    }

    private Mono<Void> write(ServerHttpResponse response, Refused refused) {
        response.setStatusCode(refused.status());
        HttpHeaders headers = response.getHeaders();
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        headers.setCacheControl("no-store");
        headers.remove(HttpHeaders.CONTENT_DISPOSITION);
        Long seconds = refused.retryAfterSeconds();
        if (seconds != null) headers.set(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        if (refused.status() == HttpStatus.UNAUTHORIZED) headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        byte[] body = json.writeValueAsBytes(Problem.of(refused));
        headers.setContentLength(body.length);
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
    }

    private Refused asRefused(Throwable failure) {
        for (KnownFailure candidate : known) {
            Refused answer = candidate.answer(failure);
            if (answer != null) return answer;
        }
        return switch (failure) {
            case Refused refused -> refused;
            case AuthenticationServiceException _ -> Refused.issuerAway(failure);
            case AuthenticationException _ -> Problem.ofStatus(HttpStatus.UNAUTHORIZED);
            case AccessDeniedException _ -> Problem.ofStatus(HttpStatus.FORBIDDEN);
            case ErrorResponse known -> Problem.ofStatus(statusOf(known));
            default -> Problem.ofStatus(HttpStatus.INTERNAL_SERVER_ERROR);
        };
    }

    private static HttpStatus statusOf(ErrorResponse known) {
        HttpStatus status = HttpStatus.resolve(known.getStatusCode().value());
        return status == null ? HttpStatus.INTERNAL_SERVER_ERROR : status;
    }

    private void count(Refused refused) {
        String status = Integer.toString(refused.status().value());
        meters.counter("earshot.http.problems", "status", status, "code", refused.code())
                .increment();
    }

    private static void log(ServerWebExchange exchange, Refused refused, Throwable failure) {
        // The path alone: a query or a header may hold what must not be in a log.
        String path = exchange.getRequest().getPath().value();
        if (refused.status() == HttpStatus.SERVICE_UNAVAILABLE) {
            LOG.warn(
                    "{} answered {} {}: {}",
                    path,
                    refused.status().value(),
                    refused.code(),
                    String.valueOf(refused.getCause()));
        } else {
            LOG.error("{} failed", path, failure);
        }
    }
}
