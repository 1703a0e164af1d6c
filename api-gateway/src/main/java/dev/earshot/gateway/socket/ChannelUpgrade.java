package dev.earshot.gateway.socket;

import java.net.URI;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.reactive.socket.HandshakeInfo;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.server.upgrade.ReactorNettyRequestUpgradeStrategy;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.WebsocketServerSpec;

/** Spring's upgrade, but for the session it makes. No compression: it costs some 300 KB a connection. */
final class ChannelUpgrade extends ReactorNettyRequestUpgradeStrategy {
    /** The exchange attribute that holds the {@link Admission}. */
    static final String ADMISSION = ChannelUpgrade.class.getName() + ".admission";

    @Override
    public Mono<Void> upgrade(
            ServerWebExchange exchange,
            WebSocketHandler handler,
            @Nullable String protocol,
            Supplier<HandshakeInfo> handshake) {
        ServerHttpResponse response = exchange.getResponse();
        HttpServerResponse netty = ServerHttpResponseDecorator.getNativeResponse(response);
        NettyDataBufferFactory buffers = (NettyDataBufferFactory) response.bufferFactory();
        HandshakeInfo info = handshake.get();
        Admission admission = Objects.requireNonNull(exchange.<Admission>getAttribute(ADMISSION), "admission");
        URI uri = exchange.getRequest().getURI();
        // Pings are the gate's to answer, with everything else that a socket may send.
        WebsocketServerSpec.Builder spec =
                WebsocketServerSpec.builder().handlePing(true).maxFramePayloadLength(FrameGate.MAX_MESSAGE);
        if (protocol != null) spec.protocols(protocol);
        return response.setComplete()
                .then(Mono.defer(() -> netty.sendWebsocket(
                        (in, out) -> handler.handle(new ChannelSession(in, out, info, buffers, admission))
                                .checkpoint(uri.getPath()),
                        spec.build())));
    }
}
