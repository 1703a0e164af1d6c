package dev.earshot.gateway.socket;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.function.Consumer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.web.reactive.socket.HandshakeInfo;
import org.springframework.web.reactive.socket.adapter.ReactorNettyWebSocketSession;
import reactor.core.publisher.Mono;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;

/** A WebSocket session that also gives its Netty channel: the fan-out writes to it directly. */
final class ChannelSession extends ReactorNettyWebSocketSession {
    private static final int ABNORMAL = 1006;

    private final Channel channel;
    private final Admission admission;

    ChannelSession(
            WebsocketInbound in,
            WebsocketOutbound out,
            HandshakeInfo info,
            NettyDataBufferFactory buffers,
            Admission admission) {
        super(in, out, info, buffers, FrameGate.MAX_MESSAGE);
        Channel[] found = new Channel[1];
        in.withConnection(connection -> found[0] = connection.channel());
        this.channel = found[0];
        this.admission = admission;
    }

    Channel channel() {
        return channel;
    }

    Admission admission() {
        return admission;
    }

    /** Ends with the connection, however it ends. Frames hardly come this way: {@link FrameGate} takes them before. */
    Mono<Void> ended(Consumer<WebSocketFrame> missed) {
        return getDelegate()
                .getInbound()
                .receiveFrames()
                .doOnNext(missed)
                .then()
                .onErrorComplete();
    }

    /** True once a close frame was sent or came; empty if the connection just ends. */
    Mono<Boolean> closeFrame() {
        return getDelegate()
                .getInbound()
                .receiveCloseStatus()
                .map(status -> status.code() != ABNORMAL)
                .onErrorComplete();
    }
}
