package dev.earshot.gateway.proxy;

import dev.earshot.events.audit.AuditFact;
import dev.earshot.gateway.audit.AuditLog;
import dev.earshot.gateway.identity.Person;
import dev.earshot.gateway.web.ClientAddress;
import java.time.Clock;
import java.time.Duration;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** That a question was asked is written down, and then it is passed on. Its token and role have been checked before. */
@Component
final class Asked {
    private static final int LONGEST_PATH = 300;

    private final Forwarder forwarder;
    private final AuditLog audit;
    private final Clock clock;

    Asked(Forwarder forwarder, AuditLog audit, Clock clock) {
        this.forwarder = forwarder;
        this.audit = audit;
        this.clock = clock;
    }

    Mono<Void> of(Backend to, Person person, ServerWebExchange exchange) {
        write(person, exchange.getRequest());
        return forwarder.forward(to, exchange);
    }

    /** @param patience how long the answer may take to begin */
    Mono<Void> of(Backend to, Person person, ServerWebExchange exchange, Duration patience) {
        write(person, exchange.getRequest());
        return forwarder.forward(to, exchange, patience);
    }

    private void write(Person person, ServerHttpRequest request) {
        audit.append(new AuditFact.Queried(clock.instant(), person.id(), ClientAddress.of(request), path(request)));
    }

    // With its parameters, which say what was looked at; none of them is a secret, for tokens come in a header alone.
    private static String path(ServerHttpRequest request) {
        String query = request.getURI().getRawQuery();
        String path = request.getURI().getRawPath() + (query == null ? "" : "?" + query);
        return path.length() > LONGEST_PATH ? path.substring(0, LONGEST_PATH) : path;
    }
}
