package dev.earshot.gateway.socket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufHolder;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.netty.NettyPipeline;

/**
 * What one socket's peer sends, frame by frame, in front of Reactor Netty: every frame counts, whatever its kind; pings are
 * answered, fragments put together, text handed on. Whatever is wrong with the connection ends here, with a close code where
 * there is one. Only the peer's close frame goes on, for Reactor Netty answers it. On the event loop alone.
 */
final class FrameGate extends ChannelInboundHandlerAdapter {
    /** Largest message, in one frame or in fragments. More than {@code FrameDecoder.MAX_BYTES}, so that one a little too large gets an answer. */
    static final int MAX_MESSAGE = 64 << 10;
    /** What may still come once we began to close, in bytes: enough to drain an honest page, nothing for a flood. */
    private static final int FAREWELL_BYTES = 1 << 20;
    /** What an empty frame counts there. */
    private static final int FRAME_BYTES = 16;

    private static final Logger LOG = LoggerFactory.getLogger(FrameGate.class);
    private static final String DECODER = "wsdecoder";

    private final VoiceSocket socket;
    private final SocketLine line;
    private @Nullable ChannelHandlerContext place;
    private @Nullable ByteBuf gathered;
    private boolean binary;
    /** The newest ping's payload, while there is no room to answer it. */
    private @Nullable ByteBuf owed;

    private int drained;

    FrameGate(VoiceSocket socket, SocketLine line) {
        this.socket = socket;
        this.line = line;
    }

    /** Takes its place in the pipeline, behind Netty's own checks: no reserved bits, masked frames, close codes, UTF-8. */
    void install(ChannelPipeline pipeline) {
        WebSocketDecoderConfig strict = WebSocketDecoderConfig.newBuilder()
                .allowExtensions(false)
                .maxFramePayloadLength(MAX_MESSAGE)
                .closeOnProtocolViolation(false)
                .build();
        pipeline.replace(DECODER, DECODER, new WebSocket13FrameDecoder(strict));
        pipeline.addBefore(NettyPipeline.ReactiveBridge, "earshot.utf8", new Utf8FrameValidator(false));
        pipeline.addBefore(NettyPipeline.ReactiveBridge, "earshot.frames", this);
    }

    /** A frame that went by before the gate stood: a client need not wait for its hello. It stays its sender's to release. */
    void missed(WebSocketFrame frame) {
        if (place != null && !line.isClosing()) take(place, frame);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        place = context;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (line.isClosing()) {
            drain(context, message);
        } else if (message instanceof CloseWebSocketFrame || !(message instanceof WebSocketFrame frame)) {
            context.fireChannelRead(message);
        } else {
            try {
                take(context, frame);
            } finally {
                frame.release();
            }
        }
    }

    private void take(ChannelHandlerContext context, WebSocketFrame frame) {
        if (!socket.mayFrame()) return;
        switch (frame) {
            case PingWebSocketFrame ping -> answer(context, ping.content());
            case PongWebSocketFrame pong -> {
                if (pong.content().readableBytes() == Long.BYTES) {
                    socket.onPong(pong.content().getLong(pong.content().readerIndex()));
                }
            }
            case ContinuationWebSocketFrame more -> gather(context, more);
            default -> {
                binary = frame instanceof BinaryWebSocketFrame;
                if (frame.isFinalFragment()) message(frame.content());
                else gather(context, frame);
            }
        }
    }

    private void message(ByteBuf content) {
        if (binary) socket.onBinary();
        else socket.onText(content);
    }

    private void gather(ChannelHandlerContext context, WebSocketFrame fragment) {
        ByteBuf all =
                gathered == null ? context.alloc().buffer(fragment.content().readableBytes()) : gathered;
        gathered = all;
        if (all.readableBytes() + fragment.content().readableBytes() > MAX_MESSAGE) {
            violated(context, WebSocketCloseStatus.MESSAGE_TOO_BIG);
            return;
        }
        all.writeBytes(fragment.content());
        if (!fragment.isFinalFragment()) return;
        gathered = null;
        try {
            message(all);
        } finally {
            all.release();
        }
    }

    // Pongs pile up where nobody reads them: while there is no room, only the newest ping is remembered.
    private void answer(ChannelHandlerContext context, ByteBuf ping) {
        if (context.channel().isWritable()) {
            context.writeAndFlush(new PongWebSocketFrame(ping.retain()), context.voidPromise());
            return;
        }
        ReferenceCountUtil.release(owed);
        owed = ping.retain();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        ByteBuf late = owed;
        if (late != null && context.channel().isWritable()) {
            owed = null;
            if (line.isClosing()) late.release();
            else context.writeAndFlush(new PongWebSocketFrame(late), context.voidPromise());
        }
        context.fireChannelWritabilityChanged();
    }

    // A connection that is closed with frames unread is reset, and the reset overtakes what was said last. So they are
    // read
    // and dropped, up to the peer's close frame; but nobody's flood is read for long.
    private void drain(ChannelHandlerContext context, Object message) {
        drained += FRAME_BYTES + size(message);
        boolean answered = message instanceof CloseWebSocketFrame;
        ReferenceCountUtil.release(message);
        if (answered || drained > FAREWELL_BYTES) context.close();
    }

    private static int size(Object message) {
        return switch (message) {
            case ByteBufHolder frame -> frame.content().readableBytes();
            case ByteBuf bytes -> bytes.readableBytes();
            default -> 0;
        };
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        switch (cause) {
            case CorruptedWebSocketFrameException broken -> violated(context, broken.closeStatus());
            // Reset, or aborted: it ends as any other connection does.
            case IOException _ -> context.close();
            case Error fatal -> context.fireExceptionCaught(fatal);
            default -> socket.failed(cause);
        }
    }

    // A decoder that met nonsense would go on byte by byte; it is taken out, and what comes is dropped as it is.
    private void violated(ChannelHandlerContext context, WebSocketCloseStatus status) {
        if (line.isClosing()) {
            context.close();
            return;
        }
        LOG.debug("{} broke the protocol of the socket: {}", socket.user(), status);
        if (context.pipeline().get(DECODER) != null) context.pipeline().remove(DECODER);
        socket.violated(status);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        forget();
        context.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        forget();
    }

    private void forget() {
        ReferenceCountUtil.release(gathered);
        ReferenceCountUtil.release(owed);
        gathered = null;
        owed = null;
    }
}
