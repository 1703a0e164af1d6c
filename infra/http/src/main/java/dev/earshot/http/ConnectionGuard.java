package dev.earshot.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stands behind the HTTP codec of one connection and keeps its limits. A request is handed on once it is there as a whole and the
 * answer to the one before has been read: one that is cut, malformed, slow or too large never reaches the application. An
 * upgrade to a socket ends its work. Everything here runs in the connection's event loop.
 */
final class ConnectionGuard extends ChannelDuplexHandler {
    /** What an unfinished connection takes before its request is read: Netty's objects, and headers up to Netty's 8 KB. */
    static final int BASE = 16 << 10;

    /** An answer beyond this waits for its reader. */
    private static final WriteBufferWaterMark ANSWERS = new WriteBufferWaterMark(16 << 10, 64 << 10);

    /** How long what a refused client still sends is read and thrown away, so that it reads the answer. */
    private static final Duration LINGER = Duration.ofSeconds(2);

    private enum Phase {
        READING,
        ANSWERING,
        IDLE,
        REFUSED,
        UPGRADED
    }

    /** A request with all of its body, and what it takes in memory. */
    private record Whole(HttpRequest request, @Nullable ByteBuf body, int cost) {}

    private final EdgeParts parts;
    private final InetAddress address;
    private final @Nullable Network client;
    private final ArrayDeque<Whole> waiting = new ArrayDeque<>();

    private @Nullable HttpRequest held;
    private @Nullable ByteBuf body;
    private int heldCost;
    private @Nullable Whole current;
    private Phase phase = Phase.IDLE;
    private long deadline;
    private boolean unfinished;
    private boolean decoded;
    private boolean partial;
    private boolean wantsRead;
    private long pendingAnswers;
    private long progress;
    private @Nullable WriteBufferWaterMark socketMark;

    ConnectionGuard(EdgeParts parts, InetAddress address) {
        this.parts = parts;
        this.address = address;
        this.client = parts.counts().client(address);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        socketMark = ctx.channel().config().getWriteBufferWaterMark();
        ctx.channel().config().setWriteBufferWaterMark(ANSWERS);
        ctx.channel().closeFuture().addListener(_ -> closed());
        if (parts.counts().open(client)) begin(ctx);
        else refuse(ctx, ClientCounts.PER_ADDRESS);
        tick(ctx);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        switch (phase) {
            case UPGRADED -> ctx.fireChannelRead(message);
            case REFUSED -> ReferenceCountUtil.release(message);
            case READING, ANSWERING, IDLE -> {
                decoded = true;
                partial = false;
                if (message instanceof HttpRequest request) requested(ctx, request);
                else if (message instanceof HttpContent content) continued(ctx, content);
                else ctx.fireChannelRead(message);
            }
        }
    }

    private void requested(ChannelHandlerContext ctx, HttpRequest request) {
        if (waiting.size() + (current == null ? 0 : 1) >= parts.limits().maxPipelined()) {
            refuse(ctx, "pipelined");
            return;
        }
        if (phase == Phase.IDLE && !begin(ctx)) return;
        Refused wrong = parts.rules().wrong(request);
        if (wrong != null) {
            answer(ctx, wrong);
            return;
        }
        held = request;
        heldCost = RequestRules.cost(request);
        if (!parts.memory().add(heldCost)) {
            answer(ctx, RequestRules.busy());
            return;
        }
        if (HttpUtil.is100ContinueExpected(request)) {
            request.headers().remove(HttpHeaderNames.EXPECT);
            if (isAnswered()) {
                ctx.writeAndFlush(new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
            }
        }
    }

    private void continued(ChannelHandlerContext ctx, HttpContent content) {
        try {
            HttpRequest request = held;
            if (request == null) return;
            if (content.decoderResult().isFailure()) {
                answer(ctx, RequestRules.unreadable(content.decoderResult().cause()));
                return;
            }
            if (!gather(ctx, request, content.content())) return;
            if (content instanceof LastHttpContent) handOn(ctx, request);
        } finally {
            content.release();
        }
    }

    // Into one buffer: a byte in a segment of its own would cost a hundred.
    private boolean gather(ChannelHandlerContext ctx, HttpRequest request, ByteBuf piece) {
        int more = piece.readableBytes();
        if (more == 0) return true;
        ByteBuf gathered = body;
        if (!parts.rules().fits((gathered == null ? 0 : gathered.readableBytes()) + (long) more)) {
            answer(ctx, parts.rules().tooLarge());
            return false;
        }
        if (gathered == null) {
            int most = (int) parts.limits().maxBody().toBytes();
            long announced = HttpUtil.getContentLength(request, 1024L);
            gathered = ctx.alloc().heapBuffer((int) Math.min(most, Math.max(more, announced)), most);
            body = gathered;
            heldCost += most;
            if (!parts.memory().add(most)) {
                answer(ctx, RequestRules.busy());
                return false;
            }
        }
        gathered.writeBytes(piece);
        return true;
    }

    private void handOn(ChannelHandlerContext ctx, HttpRequest request) {
        Whole whole = new Whole(request, body, heldCost);
        held = null;
        body = null;
        heldCost = 0;
        // Not before those that wait: between an answer and the next turn there is no current one.
        if (isAnswered()) handOn(ctx, whole);
        else waiting.add(whole);
    }

    private void handOn(ChannelHandlerContext ctx, Whole whole) {
        current = whole;
        enter(Phase.ANSWERING, parts.limits().answerTimeout());
        long wait = parts.pace().take(client, System.nanoTime());
        if (wait == 0) pass(ctx, whole);
        else ctx.executor().schedule(() -> passLate(ctx, whole), wait, TimeUnit.NANOSECONDS);
    }

    private void passLate(ChannelHandlerContext ctx, Whole whole) {
        if (current != whole) {
            // The connection ended meanwhile.
            ByteBuf unused = whole.body();
            if (unused != null) unused.release();
            return;
        }
        pass(ctx, whole);
        ctx.fireChannelReadComplete();
    }

    private void pass(ChannelHandlerContext ctx, Whole whole) {
        ByteBuf content = whole.body();
        ctx.fireChannelRead(whole.request());
        ctx.fireChannelRead(
                content == null
                        ? LastHttpContent.EMPTY_LAST_CONTENT
                        : new DefaultLastHttpContent(content, DefaultHttpHeadersFactory.trailersFactory()));
    }

    private boolean isAnswered() {
        return current == null && waiting.isEmpty();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (phase == Phase.UPGRADED) {
            ctx.fireChannelReadComplete();
            return;
        }
        boolean swallowed = decoded && current == null;
        // Bytes that made no message yet: the beginning of a request.
        if (!decoded) partial = true;
        decoded = false;
        if (partial && phase == Phase.IDLE) begin(ctx);
        ctx.fireChannelReadComplete();
        if (swallowed || phase == Phase.REFUSED) read(ctx);
    }

    @Override
    public void read(ChannelHandlerContext ctx) {
        // Whoever does not read answers is asked for no more requests.
        boolean behind = !waiting.isEmpty() || !ctx.channel().isWritable();
        if (phase != Phase.UPGRADED && behind) wantsRead = true;
        else ctx.read();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        readIfWanted(ctx);
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (phase == Phase.UPGRADED || phase == Phase.REFUSED) {
            ctx.write(message, promise);
            return;
        }
        if (message instanceof HttpResponse response) {
            if (response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
                upgrade(ctx);
                ctx.write(message, promise);
                ctx.pipeline().remove(this); // a socket's frames go by in their thousands
                return;
            }
            if (response.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
                ctx.write(message, promise);
                return;
            }
        }
        if (message instanceof LastHttpContent) {
            ctx.write(message, promise.unvoid().addListener(_ -> answered(ctx)));
        } else {
            ctx.write(message, promise);
        }
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        ctx.flush();
        if (phase == Phase.READING || phase == Phase.ANSWERING) {
            if (!measureAnswers(ctx) && !ctx.channel().isWritable()) refuse(ctx, "memory");
        }
    }

    private boolean measureAnswers(ChannelHandlerContext ctx) {
        ChannelOutboundBuffer waiting = ctx.channel().unsafe().outboundBuffer();
        long now = waiting == null ? 0 : waiting.totalPendingWriteBytes();
        long more = now - pendingAnswers;
        pendingAnswers = now;
        return parts.memory().add(more) || more <= 0;
    }

    private void answered(ChannelHandlerContext ctx) {
        Whole done = current;
        if (phase != Phase.ANSWERING || done == null) return;
        current = null;
        parts.memory().add(-done.cost());
        measureAnswers(ctx);
        if (!waiting.isEmpty()) {
            // In the next turn: Reactor Netty is not yet done with this exchange.
            ctx.executor().execute(() -> next(ctx));
        } else if (held != null || partial) {
            enter(Phase.READING, parts.limits().requestTimeout());
        } else {
            finish();
        }
    }

    private void next(ChannelHandlerContext ctx) {
        if (phase != Phase.ANSWERING || current != null) return;
        Whole whole = waiting.poll();
        if (whole == null) return;
        handOn(ctx, whole);
        ctx.fireChannelReadComplete();
        readIfWanted(ctx);
    }

    private void readIfWanted(ChannelHandlerContext ctx) {
        if (!wantsRead || !waiting.isEmpty() || !ctx.channel().isWritable()) return;
        wantsRead = false;
        ctx.read();
    }

    /** False, and the connection refused, if there is no room for another unfinished one. */
    private boolean begin(ChannelHandlerContext ctx) {
        unfinished = true;
        enter(Phase.READING, parts.limits().requestTimeout());
        boolean room = parts.memory().add(BASE);
        if (!parts.counts().begin(client)) refuse(ctx, ClientCounts.UNFINISHED_PER_ADDRESS);
        else if (!room) refuse(ctx, "memory");
        return phase == Phase.READING;
    }

    private void finish() {
        enter(Phase.IDLE, parts.limits().idleTimeout());
        settle();
    }

    private void settle() {
        if (!unfinished) return;
        unfinished = false;
        parts.counts().finish(client);
        parts.memory().add(-BASE);
    }

    private void upgrade(ChannelHandlerContext ctx) {
        phase = Phase.UPGRADED;
        release();
        settle();
        WriteBufferWaterMark sockets = socketMark;
        if (sockets != null) ctx.channel().config().setWriteBufferWaterMark(sockets);
    }

    private void refuse(ChannelHandlerContext ctx, String reason) {
        parts.refused().count(reason, address);
        phase = Phase.REFUSED;
        release();
        // By a reset: a proper end would stay in the kernel's tables for a minute, for each of thousands.
        ctx.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        ctx.channel().close();
    }

    /** Answers and ends the connection; only ends it if an earlier answer would be overtaken. */
    private void answer(ChannelHandlerContext ctx, Refused problem) {
        if (!isAnswered()) {
            refuse(ctx, problem.code());
            return;
        }
        parts.refused().count(problem.code(), address);
        enter(Phase.REFUSED, LINGER);
        release();
        FullHttpResponse response = parts.answers().of(problem, ctx.alloc());
        ctx.writeAndFlush(response).addListener(_ -> {
            if (ctx.channel() instanceof DuplexChannel open) open.shutdownOutput();
            else ctx.channel().close();
        });
    }

    private void enter(Phase next, Duration limit) {
        phase = next;
        deadline = System.nanoTime() + limit.toNanos();
    }

    private void tick(ChannelHandlerContext ctx) {
        if (phase == Phase.UPGRADED || !ctx.channel().isOpen()) return;
        if (System.nanoTime() - deadline >= 0) overdue(ctx);
        ctx.executor().schedule(() -> tick(ctx), parts.tickMillis(), TimeUnit.MILLISECONDS);
    }

    private void overdue(ChannelHandlerContext ctx) {
        switch (phase) {
            case READING -> {
                if (held != null || partial) answer(ctx, RequestRules.slow());
                else refuse(ctx, "no-request");
            }
            case IDLE, REFUSED -> ctx.channel().close();
            case ANSWERING -> {
                if (isStuck(ctx)) refuse(ctx, "unread-answer");
                else enter(Phase.ANSWERING, parts.limits().answerTimeout());
            }
            case UPGRADED -> {}
        }
    }

    // Nothing waits: the application has not answered yet, which has limits of its own.
    private boolean isStuck(ChannelHandlerContext ctx) {
        ChannelOutboundBuffer waiting = ctx.channel().unsafe().outboundBuffer();
        if (waiting == null || waiting.totalPendingWriteBytes() == 0) return false;
        long before = progress;
        progress = waiting.currentProgress() - waiting.totalPendingWriteBytes();
        return progress == before;
    }

    private void closed() {
        release();
        settle();
        parts.counts().close(client);
    }

    private void release() {
        ByteBuf gathered = body;
        if (gathered != null) gathered.release();
        body = null;
        held = null;
        long costs = heldCost + pendingAnswers;
        Whole answering = current;
        if (answering != null) costs += answering.cost();
        for (Whole whole : waiting) {
            ByteBuf content = whole.body();
            if (content != null) content.release();
            costs += whole.cost();
        }
        current = null;
        waiting.clear();
        heldCost = 0;
        pendingAnswers = 0;
        parts.memory().add(-costs);
    }
}
