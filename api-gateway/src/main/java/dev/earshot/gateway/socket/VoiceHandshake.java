package dev.earshot.gateway.socket;

import dev.earshot.gateway.feed.PresenceTable;
import dev.earshot.gateway.identity.EdgeSettings;
import dev.earshot.gateway.identity.Person;
import dev.earshot.gateway.identity.TokenVerifier;
import dev.earshot.gateway.limits.Limits;
import dev.earshot.http.Refused;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Who may open a socket. Browsers cannot set headers on one, so the token comes as a subprotocol, {@code bearer.<JWT>}, which is
 * never echoed; other clients may send {@code Authorization: Bearer}. A token in the address would end up in logs, and is
 * refused. Whatever is wrong is answered here, before there is a socket.
 */
@Component
final class VoiceHandshake implements WebSocketService {
    private static final String PROTOCOLS = "Sec-WebSocket-Protocol";
    private static final String BEARER = "bearer.";
    private static final String HEADER = "Bearer ";

    private final HandshakeWebSocketService upgrade = new HandshakeWebSocketService(new ChannelUpgrade());
    private final EdgeSettings edge;
    private final TokenVerifier tokens;
    private final Limits limits;
    private final PresenceTable presence;
    private final SocketMetrics metrics;
    private volatile boolean draining;

    VoiceHandshake(
            EdgeSettings edge, TokenVerifier tokens, Limits limits, PresenceTable presence, SocketMetrics metrics) {
        this.edge = edge;
        this.tokens = tokens;
        this.limits = limits;
        this.presence = presence;
        this.metrics = metrics;
    }

    /** From now on nobody is let in. */
    void drain() {
        draining = true;
    }

    @Override
    public Mono<Void> handleRequest(ServerWebExchange exchange, WebSocketHandler handler) {
        return Mono.defer(() -> tokens.verify(token(exchange.getRequest())))
                .onErrorMap(JwtException.class, VoiceHandshake::refusal)
                .flatMap(person -> admit(exchange, handler, person))
                .doOnError(Refused.class, refused -> metrics.refusedHandshake(refused.code()));
    }

    private Mono<Void> admit(ServerWebExchange exchange, WebSocketHandler handler, Person person) {
        Optional<Duration> wait = limits.openSocket(person.id());
        if (wait.isPresent()) return Mono.error(Refused.tooMany(wait.get()));
        Admission admission = new Admission(person, () -> limits.closeSocket(person.id()));
        exchange.getAttributes().put(ChannelUpgrade.ADMISSION, admission);
        return upgrade.handleRequest(exchange, handler)
                .doOnError(_ -> admission.end())
                .doOnCancel(admission::end);
    }

    private String token(ServerHttpRequest request) {
        checkOrigin(request);
        if (draining || !presence.ready()) {
            throw Refused.away("not-ready", "The server is starting or stopping. Try again in a moment.", null);
        }
        if (!request.getQueryParams().isEmpty()) {
            throw unauthorized(
                    "token-in-query", "The address of the socket takes no parameters, least of all a token.");
        }
        List<String> protocols = protocols(request);
        boolean speaks = "13".equals(request.getHeaders().getFirst("Sec-WebSocket-Version"));
        if (!speaks || !protocols.contains(Protocol.NAME)) {
            throw new Refused(
                    HttpStatus.BAD_REQUEST,
                    "protocol",
                    "The socket speaks " + Protocol.NAME + ": offer it as subprotocol.");
        }
        return protocols.stream()
                .filter(protocol -> protocol.startsWith(BEARER))
                .map(protocol -> protocol.substring(BEARER.length()))
                .findFirst()
                .or(() -> header(request))
                .orElseThrow(() -> unauthorized("no-token", "Log in first: the handshake carries no token."));
    }

    // Browsers always send it, and it cannot be forged there; a client that is no browser need not.
    private void checkOrigin(ServerHttpRequest request) {
        String origin = request.getHeaders().getOrigin();
        if (origin == null || edge.allowedOrigins().contains(origin)) return;
        throw new Refused(HttpStatus.FORBIDDEN, "origin", "Pages of this origin may not use this server.");
    }

    private static List<String> protocols(ServerHttpRequest request) {
        return request.getHeaders().getOrEmpty(PROTOCOLS).stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .map(String::trim)
                .toList();
    }

    private static Optional<String> header(ServerHttpRequest request) {
        return Optional.ofNullable(request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION))
                .filter(value -> value.regionMatches(true, 0, HEADER, 0, HEADER.length()))
                .map(value -> value.substring(HEADER.length()).trim());
    }

    private static Refused refusal(Throwable failure) {
        return failure instanceof BadJwtException
                ? unauthorized("token-refused", "The token is not valid. Log in again.")
                : Refused.issuerAway(failure);
    }

    private static Refused unauthorized(String code, String sentence) {
        return new Refused(HttpStatus.UNAUTHORIZED, code, sentence);
    }
}
