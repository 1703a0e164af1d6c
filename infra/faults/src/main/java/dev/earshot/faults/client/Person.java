package dev.earshot.faults.client;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Somebody at a browser: one session in one guild, with heartbeats, and the rules by which a client comes back. A socket
 * that ends is opened again (on the next gateway of the list), the session resumed, or joined again with {@code continues} if
 * it can no longer be resumed; a person who was replaced stays out.
 */
public final class Person implements AutoCloseable {
    /** A frame and when it came, by {@link System#nanoTime}; over all of the person's sockets. */
    public record Heard(long nanoTime, ServerFrame frame) {}

    /** How long a server may take to greet, in milliseconds; longer than it takes to say that Kafka is away. */
    private static final long ANSWER_MS = 10_000;

    private final String userId;
    private final String guildId;
    private final Supplier<String> token;
    private final List<URI> gateways;
    private final PresenceWatch watch;
    private final List<Heard> journal = new CopyOnWriteArrayList<>();
    private final List<Integer> closes = new CopyOnWriteArrayList<>();
    private final Heart heart = new Heart(this::beat);
    private final Session session = new Session();
    private volatile @Nullable VoiceSocket socket;
    private volatile CompletableFuture<Void> entered = new CompletableFuture<>();
    private volatile boolean staysAway;
    private int attempt;

    /**
     * @param token makes a valid token, asked before every handshake
     * @param gateways where to connect, tried in turn
     */
    public Person(String userId, String guildId, Supplier<String> token, List<URI> gateways, VersionLedger ledger) {
        this.userId = userId;
        this.guildId = guildId;
        this.token = token;
        this.gateways = List.copyOf(gateways);
        this.watch = new PresenceWatch(guildId, ledger);
    }

    public String userId() {
        return userId;
    }

    /** What this person sees of the guild. */
    public PresenceWatch sees() {
        return watch;
    }

    public List<Heard> journal() {
        return journal;
    }

    /** Drops what was heard so far, of this socket too: a run of hours does not keep every frame. */
    public void forgetJournal() {
        journal.clear();
        VoiceSocket last = socket;
        if (last != null) last.forgetLog();
    }

    /** Close codes of the sockets that ended so far, in order. */
    public List<Integer> closes() {
        return closes;
    }

    /** The session that speaks for this person: after a resume the old one again. */
    public String sessionId() {
        return session.id();
    }

    /** The open socket, or the last one. */
    public VoiceSocket socket() {
        VoiceSocket last = socket;
        if (last == null) throw new IllegalStateException(userId + " has not come yet");
        return last;
    }

    /** When the last frame of this person was sent, by {@link System#nanoTime}. */
    public long lastSignOfLife() {
        return socket().lastSent();
    }

    /** Connects and subscribes; the future ends when the guild is seen, and fails if the first attempt does. */
    public CompletableFuture<Void> come() {
        staysAway = false;
        return connect();
    }

    /** Whether the person is connected and subscribed, and back in their channel if they were in one. */
    public boolean isHere() {
        VoiceSocket last = socket;
        CompletableFuture<Void> latest = entered;
        boolean entrance = latest.isDone() && !latest.isCompletedExceptionally();
        return entrance && last != null && !last.closed().isDone();
    }

    public CompletableFuture<Void> join(String channelId) {
        return join(channelId, false, false);
    }

    public CompletableFuture<Void> join(String channelId, boolean muted, boolean deafened) {
        return join(channelId, muted, deafened, null);
    }

    private CompletableFuture<Void> join(
            String channelId, boolean muted, boolean deafened, @Nullable String continues) {
        return socket().command("voice:join", frame -> {
                    frame.put("guildId", guildId).put("channelId", channelId);
                    frame.put("muted", muted).put("deafened", deafened);
                    if (continues != null) frame.put("continues", continues);
                })
                .thenRun(() -> session.joined(channelId, muted, deafened));
    }

    public CompletableFuture<Void> leave() {
        return socket().command("voice:leave", _ -> {}).thenRun(session::left);
    }

    public CompletableFuture<Void> state(boolean muted, boolean deafened) {
        return socket().command(
                        "voice:state", frame -> frame.put("muted", muted).put("deafened", deafened))
                .thenRun(() -> session.state(muted, deafened));
    }

    public void speaking(boolean speaking) {
        socket().say("voice:speaking", frame -> frame.put("speaking", speaking));
    }

    /** Goes silent with the connection open, for ever: a powered-off laptop. */
    public void powerOff() {
        staysAway = true;
        heart.stop();
        socket().deafen();
    }

    /** Breaks the connection without a close frame; the person comes back by the rules. */
    public void blip() {
        socket().breakOff();
    }

    /** Loses the connection without a close frame and does not come back. */
    public void vanish() {
        staysAway = true;
        heart.stop();
        socket().breakOff();
    }

    /** Closes as a closing tab does; does not come back. */
    @Override
    public void close() {
        staysAway = true;
        heart.stop();
        VoiceSocket last = socket;
        if (last != null) last.close();
    }

    private CompletableFuture<Void> connect() {
        CompletableFuture<Void> entering = new CompletableFuture<>();
        entered = entering;
        URI gateway = gateways.get(Math.floorMod(attempt++, gateways.size()));
        CompletableFuture<String> hello = session.awaitHello();
        CompletableFuture<VoiceSocket> opening = CompletableFuture.supplyAsync(token, Heart.CLOCK)
                .thenCompose(bearer -> VoiceSocket.open(gateway, bearer, this::heard));
        opening.thenCompose(opened -> {
                    socket = opened;
                    opened.closed().thenAccept(this::ended);
                    return Heart.within(hello, ANSWER_MS);
                })
                .thenCompose(_ -> session.wasIn() ? goOn() : CompletableFuture.completedFuture(null))
                .thenCompose(_ -> subscribe(watch.twin().epoch(), watch.twin().version()))
                .whenComplete((_, failed) -> {
                    if (failed == null) {
                        entering.complete(null);
                        heart.start(session.heartbeatMs());
                        socket().closed().thenRun(this::again);
                    } else {
                        entering.completeExceptionally(failed);
                        opening.thenAccept(VoiceSocket::breakOff);
                        again();
                    }
                });
        return entering;
    }

    // A resume is answered twice: by Kafka's ack, and by a hello with the old session once the row shows this socket.
    private CompletableFuture<?> goOn() {
        String old = session.id();
        CompletableFuture<String> resumed = session.awaitHello();
        return socket().command("resume", frame -> frame.put("sessionId", old).put("secret", session.secret()))
                .thenCompose(_ -> Heart.within(resumed, ANSWER_MS))
                .exceptionallyCompose(failed -> {
                    boolean over = failed.getCause() instanceof CommandFailed said && !said.isRetryable();
                    if (!over) return CompletableFuture.failedFuture(failed);
                    return join(session.channel(), session.muted(), session.deafened(), old)
                            .thenApply(_ -> session.takeFresh());
                });
    }

    private CompletableFuture<Void> subscribe(String epoch, long version) {
        return socket().command("subscribe", frame -> {
            frame.put("guildId", guildId);
            if (version >= 0) frame.put("epoch", epoch).put("version", version);
        });
    }

    private void heard(ServerFrame frame) {
        journal.add(new Heard(System.nanoTime(), frame));
        switch (frame) {
            case ServerFrame.Hello hello -> session.greeted(hello);
            case ServerFrame.Replaced _ -> staysAway = true;
            case ServerFrame.Refused refused -> session.refused(CommandFailed.of(refused));
            default -> {
                if (watch.take(frame)) subscribe("", -1);
            }
        }
    }

    private void beat() {
        GuildTwin twin = watch.twin();
        socket().say("voice:heartbeat", frame -> {
            if (twin.version() >= 0) frame.put("guildId", guildId).put("version", twin.version());
        });
    }

    private void ended(int code) {
        closes.add(code);
        heart.stop();
        if (code >= 4200 && code < 4300) staysAway = true;
        session.refused(new SocketClosed(code));
    }

    private void again() {
        if (staysAway) return;
        Heart.after(200 + ThreadLocalRandom.current().nextInt(600), () -> {
            if (!staysAway) connect();
        });
    }
}
