package dev.earshot.gateway.socket;

import java.net.InetSocketAddress;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketSession;
import reactor.core.publisher.Mono;

/**
 * Where a socket begins: its handshake is done, and it speaks {@code earshot.v1}. Frames come in through
 * {@link FrameGate}; what goes out is written to the Netty channel, because a thousand sockets share each buffer.
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
        SocketLine line = new SocketLine(session.channel());
        VoiceSocket socket = new VoiceSocket(parts, line, session.admission().person(), address(session));
        FrameGate gate = new FrameGate(socket, line);
        gate.install(session.channel().pipeline());
        sockets.opened(socket);
        boolean[] closeFrame = new boolean[1];
        session.closeFrame().subscribe(seen -> closeFrame[0] = seen);
        socket.open();
        return session.ended(gate::missed)
                .doFinally(_ -> session.channel().eventLoop().execute(() -> {
                    sockets.closed(socket);
                    session.admission().end();
                    socket.ended(closeFrame[0]);
                }));
    }

    private static String address(WebSocketSession session) {
        InetSocketAddress remote = session.getHandshakeInfo().getRemoteAddress();
        if (remote == null || remote.getAddress() == null) return "unknown";
        return remote.getAddress().getHostAddress();
    }
}
