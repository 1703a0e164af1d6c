package dev.earshot.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import java.util.Arrays;

/**
 * Cuts what a server sends into WebSocket frames, without an object for a frame: text goes to the protocol as a range of
 * bytes, a ping is answered, a close is noted.
 */
// Netty's own decoder makes three objects a frame and walks two handlers; at some 200,000 frames a second that cost is
// the generator's, but would be counted as the server's.
final class FrameReader extends ChannelInboundHandlerAdapter {
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final byte[] NOTHING = {};

    private final Line line;
    private final Protocol protocol;
    private final Scratch scratch;
    private byte[] left = NOTHING;
    private String why = "the connection ended without a close frame";

    /** Room to read into, shared by the sockets of one event loop. */
    static final class Scratch {
        private byte[] bytes = new byte[1 << 17];

        private byte[] of(int length) {
            if (bytes.length < length) {
                bytes = new byte[Integer.highestOneBit(length) << 1];
            }
            return bytes;
        }
    }

    FrameReader(Line line, Protocol protocol, Scratch scratch) {
        this.line = line;
        this.protocol = protocol;
        this.scratch = scratch;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        line.reading(System.nanoTime());
        ByteBuf read = (ByteBuf) message;
        int end = left.length + read.readableBytes();
        byte[] bytes = scratch.of(end);
        System.arraycopy(left, 0, bytes, 0, left.length);
        read.readBytes(bytes, left.length, read.readableBytes());
        read.release();
        int at = frames(context, bytes, end);
        left = at == end ? NOTHING : Arrays.copyOfRange(bytes, at, end);
    }

    /** Reads all whole frames; returns where the first unfinished one begins. */
    private int frames(ChannelHandlerContext context, byte[] bytes, int end) {
        int at = 0;
        while (end - at >= 2) {
            int length = bytes[at + 1] & 0x7F;
            int payload = at + 2;
            if (length == 126) {
                if (end - at < 4) {
                    return at;
                }
                length = unsigned(bytes, at + 2, 2);
                payload = at + 4;
            } else if (length == 127) {
                if (end - at < 10) {
                    return at;
                }
                length = unsigned(bytes, at + 6, 4);
                payload = at + 10;
            }
            if (end - payload < length) {
                return at;
            }
            frame(context, bytes[at], bytes, payload, payload + length);
            at = payload + length;
        }
        return at;
    }

    private void frame(ChannelHandlerContext context, byte first, byte[] bytes, int from, int to) {
        boolean whole = (first & 0x80) != 0;
        switch (whole ? first & 0x0F : 0) {
            case TEXT -> protocol.received(line, bytes, from, to);
            case PING ->
                context.writeAndFlush(
                        new PongWebSocketFrame(context.alloc().buffer(to - from).writeBytes(bytes, from, to - from)));
            case PONG -> {}
            case CLOSE -> why = to - from < 2 ? "closed without a code" : "closed with " + unsigned(bytes, from, 2);
            default -> throw new IllegalStateException("a frame that no server under test sends: " + first);
        }
    }

    private static int unsigned(byte[] bytes, int at, int count) {
        int value = 0;
        for (int i = at; i < at + count; i++) {
            value = value << 8 | bytes[i] & 0xFF;
        }
        return value;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        line.closed(why);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        why = cause.toString();
        context.close();
    }
}
