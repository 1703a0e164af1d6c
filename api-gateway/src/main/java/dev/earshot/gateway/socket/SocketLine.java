package dev.earshot.gateway.socket;

import dev.earshot.gateway.feed.FeedSocket;
import dev.earshot.gateway.wire.CloseCode;
import dev.earshot.gateway.wire.FrameEncoder;
import dev.earshot.gateway.wire.ServerFrame;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.TimeUnit;
import reactor.netty.NettyPipeline;

/**
 * The way out to one browser. Frames are bytes when they get here, so they are written from where Netty's own frame encoder
 * stands and skip it. On the event loop alone.
 */
final class SocketLine implements FeedSocket {
    /** What may wait for one socket before it is given up, in bytes, beyond where it counts as full. */
    private static final long HOPELESS = 2 << 20;
    /** How long a browser may take to answer a close frame. */
    private static final long FAREWELL_MS = 2000;

    private final Channel channel;
    private final ChannelHandlerContext exit;
    private boolean closing;

    SocketLine(Channel channel) {
        this.channel = channel;
        ChannelHandlerContext encoder = channel.pipeline().context("wsencoder");
        if (encoder == null) throw new IllegalStateException("The channel has no WebSocket encoder");
        this.exit = encoder;
    }

    @Override
    public EventExecutor loop() {
        return channel.eventLoop();
    }

    @Override
    public boolean isWritable() {
        return channel.isWritable();
    }

    @Override
    public void write(ByteBuf frames) {
        if (closing || !channel.isActive()) {
            frames.release();
            return;
        }
        exit.write(frames, channel.voidPromise());
        exit.flush();
    }

    void send(ServerFrame frame) {
        if (channel.bytesBeforeWritable() > HOPELESS) closeAsSlow();
        else write(FrameEncoder.encode(frame, channel.alloc()));
    }

    @Override
    public void closeAsSlow() {
        close(CloseCode.SLOW);
    }

    /**
     * Says why, and ends it once the browser has answered: a connection that is closed with frames still unread is reset, and the
     * reset overtakes what was said last. What comes or is written afterwards goes nowhere.
     */
    void close(CloseCode code) {
        if (closing) return;
        closing = true;
        // A peer that reads nothing never sees a close frame.
        if (!channel.isWritable()) {
            channel.close();
            return;
        }
        channel.pipeline().addBefore(NettyPipeline.ReactiveBridge, "earshot.farewell", new Farewell());
        channel.writeAndFlush(new CloseWebSocketFrame(code.code(), code.sentence()), channel.voidPromise());
        channel.eventLoop().schedule(() -> channel.close(), FAREWELL_MS, TimeUnit.MILLISECONDS);
    }

    /** Drops what still comes, until the browser's own close frame. */
    private static final class Farewell extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object frame) {
            boolean answered = frame instanceof CloseWebSocketFrame;
            ReferenceCountUtil.release(frame);
            if (answered) context.close();
            else context.read();
        }
    }

    /** Whether this side began to close. */
    boolean isClosing() {
        return closing;
    }
}
