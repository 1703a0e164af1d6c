package dev.earshot.gateway.socket;

import java.net.InetSocketAddress;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketSession;
import reactor.core.publisher.Mono;

/**
 * Where a socket begins: its handshake is done, and it speaks {@code earshot.v1}. Frames come in through Spring; what goes out
 * is written to the Netty channel, because a thousand sockets share each buffer.
 */
@Component
final class VoiceSocketHandler implements WebSocketHandler {
    private final SocketParts parts;
    private final LiveSockets sockets;

    VoiceSocketHandler(SocketParts parts, LiveSockets sockets) {
        this.parts = parts;
        this.sockets = sockets;
    }

    @Override
    public List<String> getSubProtocols() {
        return List.of(Protocol.NAME);
    }

    @Override
    public Mono<Void> handle(WebSocketSession upgraded) {
        ChannelSession session = (ChannelSession) upgraded;
        VoiceSocket socket = new VoiceSocket(
                parts, new SocketLine(session.channel()), session.admission().person(), address(session));
        sockets.opened(socket);
        boolean[] closeFrame = new boolean[1];
        session.closeFrame().subscribe(seen -> closeFrame[0] = seen);
        socket.open();
        return session.receive()
                .doOnNext(socket::onMessage)
                .doFinally(_ -> session.channel().eventLoop().execute(() -> {
                    sockets.closed(socket);
                    session.admission().end();
                    socket.ended(closeFrame[0]);
                }))
                .then();
    }

    private static String address(WebSocketSession session) {
        InetSocketAddress remote = session.getHandshakeInfo().getRemoteAddress();
        if (remote == null || remote.getAddress() == null) return "unknown";
        return remote.getAddress().getHostAddress();
    }
}
