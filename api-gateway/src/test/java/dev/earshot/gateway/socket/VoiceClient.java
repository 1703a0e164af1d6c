package dev.earshot.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.gateway.RunningGateway;
import dev.earshot.gateway.feed.PresenceTable;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Sinks;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.WebsocketClientSpec;
import reactor.netty.http.websocket.WebsocketInbound;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real WebSocket client that keeps every frame it was sent. Waits by condition, never for a time. */
final class VoiceClient implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(30);
    /** A page that the gateways of these tests allow. */
    static final String ORIGIN = "http://localhost:8080";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final List<JsonNode> frames = new ArrayList<>();
    private final Sinks.Many<WebSocketFrame> out = Sinks.many().unicast().onBackpressureBuffer();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final CompletableFuture<Connection> connection = new CompletableFuture<>();
    private volatile String closeReason = "";
    private long lastId;

    private VoiceClient() {}

    static VoiceClient connect(RunningGateway gateway, String token) {
        Awaitility.await("a gateway that lets people in")
                .atMost(PATIENCE)
                .until(() -> gateway.bean(PresenceTable.class).ready());
        VoiceClient client = new VoiceClient();
        HttpClient.create()
                .headers(headers -> headers.set("Origin", ORIGIN))
                .websocket(WebsocketClientSpec.builder()
                        .protocols("earshot.v1,bearer." + token)
                        .maxFramePayloadLength(8 << 20)
                        .build())
                .uri(gateway.at("/ws").toString())
                .handle((in, out) -> {
                    in.withConnection(client.connection::complete);
                    client.listenForClose(in);
                    return out.sendObject(client.out.asFlux())
                            .then()
                            .and(in.aggregateFrames(8 << 20).receiveFrames().doOnNext(client::received));
                })
                .subscribe(
                        null,
                        failure -> client.closed.completeExceptionally(failure),
                        () -> client.closed.complete(-1));
        client.await("hello");
        return client;
    }

    private void listenForClose(WebsocketInbound in) {
        in.receiveCloseStatus().subscribe(status -> {
            closeReason = status.reasonText() == null ? "" : status.reasonText();
            closed.complete(status.code());
        });
    }

    private void received(WebSocketFrame frame) {
        if (!(frame instanceof TextWebSocketFrame text)) return;
        JsonNode json = JSON.readTree(text.text());
        synchronized (frames) {
            frames.add(json);
        }
    }

    String sessionId() {
        return last("hello").path("sessionId").asString();
    }

    String resumeSecret() {
        return last("hello").path("resumeSecret").asString();
    }

    /** Sends text as it is. */
    VoiceClient sendText(String text) {
        return sendFrame(new TextWebSocketFrame(text));
    }

    VoiceClient sendBinary(byte[] bytes) {
        return sendFrame(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(bytes)));
    }

    private VoiceClient sendFrame(WebSocketFrame frame) {
        synchronized (out) {
            out.emitNext(frame, Sinks.EmitFailureHandler.FAIL_FAST);
        }
        return this;
    }

    /** Sends a command and gives its id. */
    long send(String type, Map<String, ?> fields) {
        long id = ++lastId;
        java.util.LinkedHashMap<String, Object> frame = new java.util.LinkedHashMap<>();
        frame.put("type", type);
        frame.put("id", id);
        frame.putAll(fields);
        sendText(JSON.writeValueAsString(frame));
        return id;
    }

    /** Sends a command and waits for its ack. */
    VoiceClient ok(String type, Map<String, ?> fields) {
        JsonNode answer = answer(send(type, fields));
        assertThat(answer.path("type").asString()).as(answer.toString()).isEqualTo("ack");
        return this;
    }

    /** Sends a command and gives the code of the error that answers it. */
    String refused(String type, Map<String, ?> fields) {
        JsonNode answer = answer(send(type, fields));
        assertThat(answer.path("type").asString()).as(answer.toString()).isEqualTo("error");
        assertThat(answer.path("message").asString()).isNotBlank();
        return answer.path("code").asString();
    }

    VoiceClient join(String channel) {
        return ok("voice:join", Map.of("guildId", "demo", "channelId", channel, "muted", false, "deafened", false));
    }

    VoiceClient subscribe() {
        return ok("subscribe", Map.of("guildId", "demo"));
    }

    JsonNode answer(long id) {
        return await(
                "the answer to " + id,
                frame -> frame.path("id").asLong(-1) == id
                        && List.of("ack", "error").contains(frame.path("type").asString("")));
    }

    JsonNode await(String type) {
        return await(type, frame -> frame.path("type").asString("").equals(type));
    }

    /** The first frame that is like this, now or soon. */
    JsonNode await(String what, Predicate<JsonNode> like) {
        return Awaitility.await(what)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> first(like), found -> found != null);
    }

    /** The first change of this kind about this person, in any frame of changes, now or soon. */
    JsonNode awaitChange(String type, String user, Predicate<JsonNode> like) {
        JsonNode[] found = new JsonNode[1];
        await(type + " of " + user, frame -> {
            for (JsonNode change : frame.path("changes")) {
                if (change.path("type").asString().equals(type)
                        && change.path("userId").asString().equals(user)
                        && like.test(change)) {
                    found[0] = change;
                    return true;
                }
            }
            return false;
        });
        return found[0];
    }

    private @Nullable JsonNode first(Predicate<JsonNode> like) {
        return frames().stream().filter(like).findFirst().orElse(null);
    }

    JsonNode last(String type) {
        List<JsonNode> those = frames().stream()
                .filter(frame -> frame.path("type").asString().equals(type))
                .toList();
        return those.getLast();
    }

    List<JsonNode> frames() {
        synchronized (frames) {
            return List.copyOf(frames);
        }
    }

    /** The code with which the server closed, now or soon. */
    int closeCode() {
        try {
            return closed.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("the socket was not closed; frames: " + frames(), e);
        }
    }

    String closeReason() {
        return closeReason;
    }

    boolean isOpen() {
        return !closed.isDone();
    }

    /** Says goodbye, as a closed tab does. */
    void sayGoodbye() {
        sendFrame(new CloseWebSocketFrame(1001, ""));
    }

    /** The cable is pulled. */
    void cut() {
        connection.join().channel().config().setOption(io.netty.channel.ChannelOption.SO_LINGER, 0);
        connection.join().channel().close();
    }

    @Override
    public void close() {
        connection.join().channel().close();
    }
}
