package dev.earshot.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.net.URI;
import java.util.concurrent.CompletableFuture;

/** Opens the sockets of one event loop: Netty does the handshake and encodes what is sent, {@link FrameReader} reads. */
final class Dialer {
    private static final int READ_BYTES = 1 << 16;
    private static final int CONNECT_TIMEOUT_MILLIS = 10_000;

    private final EventLoop loop;
    private final Protocol protocol;
    private final Plan plan;
    private final Tally tally;
    private final FrameReader.Scratch scratch = new FrameReader.Scratch();

    Dialer(EventLoop loop, Protocol protocol, Plan plan, Tally tally) {
        this.loop = loop;
        this.protocol = protocol;
        this.plan = plan;
        this.tally = tally;
    }

    /** The line is given once its subscription is confirmed. */
    CompletableFuture<Line> dial(int user) {
        URI address = protocol.address(user);
        CompletableFuture<Line> dialled = new CompletableFuture<>();
        ChannelFuture connected = new Bootstrap()
                .group(loop)
                .channel(EpollSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ_BYTES))
                .handler(new Handshake(user, address, dialled))
                .connect(address.getHost(), address.getPort());
        connected.addListener(done -> {
            if (!done.isSuccess()) {
                dialled.completeExceptionally(done.cause());
            }
        });
        return dialled;
    }

    private final class Handshake extends SimpleChannelInboundHandler<FullHttpResponse> {
        private final int user;
        private final WebSocketClientHandshaker handshaker;
        private final CompletableFuture<Line> dialled;

        Handshake(int user, URI address, CompletableFuture<Line> dialled) {
            HttpHeaders headers = new DefaultHttpHeaders();
            String subprotocols = protocol.handshake(user, headers);
            this.user = user;
            this.dialled = dialled;
            this.handshaker = WebSocketClientHandshakerFactory.newHandshaker(
                    address, WebSocketVersion.V13, subprotocols, false, headers);
        }

        @Override
        public void handlerAdded(ChannelHandlerContext context) {
            context.pipeline().addFirst(new HttpClientCodec(), new HttpObjectAggregator(1 << 16));
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            handshaker.handshake(context.channel());
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
            Channel channel = context.channel();
            handshaker.finishHandshake(channel, response);
            Line line = new Line(user, channel, plan, tally);
            line.beatUntilStarted(protocol.heartbeat());
            channel.pipeline().replace("ws-decoder", "frames", new FrameReader(line, protocol, scratch));
            channel.pipeline().remove(this);
            line.whenReady().whenComplete((ready, failure) -> {
                if (failure == null) {
                    dialled.complete(ready);
                } else {
                    dialled.completeExceptionally(failure);
                }
            });
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            dialled.completeExceptionally(cause);
            context.close();
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            dialled.completeExceptionally(new IllegalStateException("the server closed the handshake of u" + user));
        }
    }
}
