package dev.earshot.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import livekit.LivekitRoom.ListParticipantsRequest;

/**
 * Stands before a LiveKit, lets everything through, and notes which rooms a gateway looked at in each of its rounds. A question
 * about one room can be made to take for ever.
 */
final class NotingDoor implements AutoCloseable {
    private static final String SERVICE = "/twirp/livekit.RoomService/";

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI livekit;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile String slowRoom = "";
    private final List<Set<String>> rounds = new ArrayList<>();

    NotingDoor(URI livekit) {
        this.livekit = livekit;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.setExecutor(threads);
        server.createContext("/", this::pass);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Who asks about this room gets no answer from now on. */
    void slow(String room) {
        slowRoom = room;
    }

    /** The rounds so far; the last one may not be over. */
    synchronized List<Set<String>> rounds() {
        return List.copyOf(rounds);
    }

    private synchronized void note(String path, byte[] body) throws IOException {
        if (path.equals(SERVICE + "ListRooms")) rounds.add(new HashSet<>());
        if (path.equals(SERVICE + "ListParticipants")) rounds.getLast().add(room(body));
    }

    private static String room(byte[] body) throws IOException {
        return ListParticipantsRequest.parseFrom(body).getRoom();
    }

    private void holdIfSlow(String path, byte[] body) throws IOException {
        if (!path.equals(SERVICE + "ListParticipants") || !room(body).equals(slowRoom)) return;
        try {
            closed.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private void pass(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] body = exchange.getRequestBody().readAllBytes();
        note(path, body);
        holdIfSlow(path, body);
        HttpResponse<byte[]> answer = ask(HttpRequest.newBuilder(livekit.resolve(path))
                .header("Authorization", exchange.getRequestHeaders().getFirst("Authorization"))
                .header("Content-Type", exchange.getRequestHeaders().getFirst("Content-Type"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build());
        answer.headers()
                .firstValue("Content-Type")
                .ifPresent(type -> exchange.getResponseHeaders().add("Content-Type", type));
        exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(answer.body());
        }
    }

    private HttpResponse<byte[]> ask(HttpRequest request) throws IOException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
        http.close();
    }
}
