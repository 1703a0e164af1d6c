package dev.earshot.faults.client;

import static dev.earshot.faults.client.FrameReader.JSON;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One socket: numbers commands, completes their futures by {@code ack} or {@code error}, keeps a log of what came. Sends one
 * frame at a time, as the JDK wants it.
 */
public final class VoiceSocket implements WebSocket.Listener {
    /** The close code of a connection that broke without a close frame. */
    public static final int BROKEN = 1006;

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /** A frame and when it came, by {@link System#nanoTime}. */
    public record Received(long nanoTime, ServerFrame frame) {}

    private final Consumer<ServerFrame> reader;
    private final List<Received> log = new CopyOnWriteArrayList<>();
    private final Map<Long, CompletableFuture<Void>> waiting = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();
    private CompletableFuture<?> sending = CompletableFuture.completedFuture(null);
    private volatile @Nullable WebSocket socket;
    private volatile boolean deaf;
    private volatile long lastSent = System.nanoTime();

    private VoiceSocket(Consumer<ServerFrame> reader) {
        this.reader = reader;
    }

    /**
     * Opens a socket as a browser does, with the token as a subprotocol.
     *
     * @param gateway such as {@code http://127.0.0.1:8080}
     * @param reader called for every frame, in order, on one thread at a time
     */
    public static CompletableFuture<VoiceSocket> open(URI gateway, String token, Consumer<ServerFrame> reader) {
        VoiceSocket opened = new VoiceSocket(reader);
        URI ws = URI.create("ws://" + gateway.getAuthority() + "/ws");
        return HTTP.newWebSocketBuilder()
                .connectTimeout(Duration.ofSeconds(10))
                .subprotocols("earshot.v1", "bearer." + token)
                .buildAsync(ws, opened)
                .thenApply(_ -> opened);
    }

    /** Sends a command; the future ends with the server's {@code ack} or fails with {@link CommandFailed}. */
    public CompletableFuture<Void> command(String type, Consumer<ObjectNode> fields) {
        long id = ids.incrementAndGet();
        CompletableFuture<Void> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        ObjectNode frame = JSON.createObjectNode().put("type", type).put("id", id);
        fields.accept(frame);
        closed.thenAccept(code -> fail(id, new SocketClosed(code)));
        sendText(JSON.writeValueAsString(frame));
        return answer;
    }

    /** Sends a frame without an id, which nobody answers by number. */
    public void say(String type, Consumer<ObjectNode> fields) {
        ObjectNode frame = JSON.createObjectNode().put("type", type);
        fields.accept(frame);
        sendText(JSON.writeValueAsString(frame));
    }

    /** Sends any text: what a broken client might. */
    public synchronized void sendText(String text) {
        WebSocket open = socket;
        if (open == null || closed.isDone()) return;
        lastSent = System.nanoTime();
        sending = sending.handle((_, _) -> open.sendText(text, true)).thenCompose(sent -> sent);
    }

    /** Closes as a closing tab does, with a close frame. */
    public synchronized void close() {
        WebSocket open = socket;
        if (open == null) return;
        lastSent = System.nanoTime();
        sending = sending.handle((_, _) -> open.sendClose(WebSocket.NORMAL_CLOSURE, ""))
                .thenCompose(sent -> sent)
                .whenComplete((_, _) -> closed.complete(WebSocket.NORMAL_CLOSURE));
    }

    /** Breaks the connection without a close frame. */
    public void breakOff() {
        WebSocket open = socket;
        if (open != null) open.abort();
        closed.complete(BROKEN);
    }

    /** Reads nothing any more and so answers no ping either, with the connection still open: a powered-off laptop. */
    public void deafen() {
        deaf = true;
    }

    /** Ends with the close code, {@link #BROKEN} if there was none. */
    public CompletableFuture<Integer> closed() {
        return closed;
    }

    /** Drops the log so far. */
    void forgetLog() {
        log.clear();
    }

    public List<Received> log() {
        return log;
    }

    /** When the last frame was handed to the connection, by {@link System#nanoTime}. */
    public long lastSent() {
        return lastSent;
    }

    @Override
    public void onOpen(WebSocket opened) {
        socket = opened;
        opened.request(1);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            String text = partial.toString();
            partial.setLength(0);
            received(FrameReader.read(text));
        }
        if (!deaf) from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int statusCode, String reason) {
        closed.complete(statusCode);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        // A frame that breaks the protocol arrives here too: the log of what came then ends early, and says why.
        log.add(new Received(System.nanoTime(), new ServerFrame.Unknown("broken: " + error)));
        from.abort();
        closed.complete(BROKEN);
    }

    private void received(ServerFrame frame) {
        log.add(new Received(System.nanoTime(), frame));
        switch (frame) {
            case ServerFrame.Ack ack -> {
                CompletableFuture<Void> answer = waiting.remove(ack.id());
                if (answer != null) answer.complete(null);
            }
            case ServerFrame.Failure failure -> {
                CommandFailed failed = new CommandFailed(failure.code(), failure.message(), failure.retryAfterMs());
                if (failure.id() != null) fail(failure.id(), failed);
            }
            default -> {}
        }
        reader.accept(frame);
    }

    private void fail(long id, RuntimeException failed) {
        CompletableFuture<Void> answer = waiting.remove(id);
        if (answer != null) answer.completeExceptionally(failed);
    }
}
