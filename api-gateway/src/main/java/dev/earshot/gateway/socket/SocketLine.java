package dev.earshot.gateway.socket;

import dev.earshot.gateway.feed.FeedSocket;
import dev.earshot.gateway.wire.CloseCode;
import dev.earshot.gateway.wire.FrameEncoder;
import dev.earshot.gateway.wire.ServerFrame;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.TimeUnit;

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
        channel.config().setWriteBufferWaterMark(SocketConfig.WAITING);
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
     * reset overtakes what was said last. What comes or is written afterwards goes nowhere ({@link FrameGate}).
     */
    void close(CloseCode code) {
        close(code.code(), code.sentence());
    }

    /** The peer broke the protocol of the WebSocket itself. */
    void violated(WebSocketCloseStatus status) {
        close(status.code(), status.reasonText());
    }

    private void close(int code, String why) {
        if (closing) return;
        closing = true;
        // A peer that reads nothing never sees a close frame.
        if (!channel.isWritable()) {
            channel.close();
            return;
        }
        channel.writeAndFlush(new CloseWebSocketFrame(code, why), channel.voidPromise());
        channel.eventLoop().schedule(() -> channel.close(), FAREWELL_MS, TimeUnit.MILLISECONDS);
    }

    /** Asks whether the connection lives. Also where nobody reads: the second one that is not answered is the last. */
    void ping(long payload) {
        if (closing || !channel.isActive()) return;
        channel.writeAndFlush(
                new PingWebSocketFrame(channel.alloc().buffer(Long.BYTES).writeLong(payload)), channel.voidPromise());
    }

    /** Ends the connection without a word: nobody would hear it. */
    void cut() {
        closing = true;
        channel.close();
    }

    /** Whether this side began to close. */
    boolean isClosing() {
        return closing;
    }
}
