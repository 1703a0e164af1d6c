package dev.earshot.gateway.identity;

import dev.earshot.http.Refused;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Refuses requests that name another host: the browser that sends one believes that it talks to that host. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class HostFilter implements WebFilter {
    private static final Logger LOG = LoggerFactory.getLogger(HostFilter.class);
    private static final long PAUSE = TimeUnit.MINUTES.toNanos(1);
    private static final int SHOWN = 100;

    private final HostNames names;
    private final AtomicLong nextLine = new AtomicLong(System.nanoTime());

    HostFilter(EdgeSettings settings) {
        this.names = new HostNames(settings);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String host = exchange.getRequest().getHeaders().getFirst(HttpHeaders.HOST);
        if (names.allows(host)) return chain.filter(exchange);
        warn(String.valueOf(host));
        return Mono.error(new Refused(
                HttpStatus.MISDIRECTED_REQUEST,
                "unknown-host",
                "This server does not answer for the host of the request."));
    }

    // A proxy that sends its own name for the gateway's is the usual reason, and its operator reads this.
    private void warn(String host) {
        long now = System.nanoTime();
        long next = nextLine.get();
        if (now - next < 0 || !nextLine.compareAndSet(next, now + PAUSE)) return;
        String shown = host.substring(0, Math.min(SHOWN, host.length())).replaceAll("[^\\x20-\\x7e]", "?");
        LOG.warn(
                "A request for the host \"{}\" was refused: list names of this gateway in earshot.gateway.allowed-hosts",
                shown);
    }
}
