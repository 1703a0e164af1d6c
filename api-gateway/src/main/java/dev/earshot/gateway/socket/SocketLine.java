package dev.earshot.gateway.socket;

import dev.earshot.gateway.feed.FeedSocket;
import dev.earshot.gateway.wire.CloseCode;
import dev.earshot.gateway.wire.FrameEncoder;
import dev.earshot.gateway.wire.ServerFrame;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.EventExecutor;
import org.springframework.web.reactive.socket.CloseStatus;

/**
 * The way out to one browser. Frames are bytes when they get here, so they are written from where Netty's own frame encoder
 * stands and skip it. On the event loop alone.
 */
final class SocketLine implements FeedSocket {
    /** What may wait for one socket before it is given up, in bytes, beyond where it counts as full. */
    private static final long HOPELESS = 2 << 20;

    private final ChannelSession session;
    private final Channel channel;
    private final ChannelHandlerContext exit;
    private boolean closing;

    SocketLine(ChannelSession session) {
        this.session = session;
        this.channel = session.channel();
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

    /** Says why, and ends it. What is written afterwards goes nowhere. */
    void close(CloseCode code) {
        if (closing) return;
        closing = true;
        session.close(new CloseStatus(code.code(), code.sentence())).subscribe(null, _ -> channel.close());
        // A peer that reads nothing never sees a close frame.
        if (!channel.isWritable()) channel.close();
    }

    /** Whether this side began to close. */
    boolean isClosing() {
        return closing;
    }
}
