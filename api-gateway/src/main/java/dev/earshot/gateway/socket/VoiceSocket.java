package dev.earshot.gateway.socket;

import dev.earshot.events.id.ConnectionId;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.presence.PresenceRow;
import dev.earshot.events.presence.Refusal;
import dev.earshot.gateway.identity.Person;
import dev.earshot.gateway.limits.UserBudget;
import dev.earshot.gateway.log.HeardSession;
import dev.earshot.gateway.wire.ClientFrame;
import dev.earshot.gateway.wire.CloseCode;
import dev.earshot.gateway.wire.DecodedFrame;
import dev.earshot.gateway.wire.FrameDecoder;
import dev.earshot.gateway.wire.ServerFrame;
import dev.earshot.gateway.wire.SocketError;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.jwt.BadJwtException;
import reactor.core.publisher.Mono;

/** One socket, from its hello to its end: frames in, and to whom they go. On its event loop alone, but where it says otherwise. */
final class VoiceSocket {
    private static final Logger LOG = LoggerFactory.getLogger(VoiceSocket.class);

    private final SocketParts parts;
    private final SocketLine line;
    private final Answers answers;
    private final CommandQueue queue = new CommandQueue();
    private final SocketLiveness liveness;
    private final UserBudget budget;
    private final Watches watches;
    private final VoiceSession session;
    private final UserId user;
    private Person person;
    private @Nullable ScheduledFuture<?> expiry;

    VoiceSocket(SocketParts parts, SocketLine line, Person person, String address) {
        this.parts = parts;
        this.line = line;
        this.person = person;
        this.user = person.id();
        this.answers = new Answers(line, parts.metrics());
        this.budget = parts.limits().of(person.id());
        this.liveness = new SocketLiveness(
                parts.settings().pingEvery(), parts.settings().idleAfter());
        this.watches = new Watches(parts, line, person.id());
        SessionState fresh = SessionState.begin(
                person.id(),
                person.profile(),
                parts.gateway(),
                new ConnectionId("c-" + ResumeSecret.randomText()),
                new SessionId("s-" + ResumeSecret.randomText()),
                ResumeSecret.random());
        this.session = new VoiceSession(parts, line, answers, queue, fresh, address);
    }

    /** The loop that everything here runs on. */
    EventExecutor loop() {
        return line.loop();
    }

    /** Whose socket it is; never changes. From any thread. */
    UserId user() {
        return user;
    }

    void open() {
        expireWith(person);
        session.hello();
    }

    /** A frame came, of any kind. False if it is one too many: the socket is then closed. */
    boolean mayFrame() {
        parts.metrics().frameIn();
        if (budget.frame()) return true;
        close(CloseCode.FLOODING);
        return false;
    }

    /** The only sign of life there is: pings and pongs are the browser's, not the page's. */
    void onText(ByteBuf payload) {
        session.heard();
        liveness.text();
        if (payload.readableBytes() > FrameDecoder.MAX_BYTES) {
            answers.refuse(null, SocketError.TOO_LARGE);
            return;
        }
        byte[] text = new byte[payload.readableBytes()];
        payload.getBytes(payload.readerIndex(), text);
        switch (FrameDecoder.decode(text)) {
            case DecodedFrame.Good(ClientFrame frame) -> onFrame(frame);
            case DecodedFrame.Bad bad -> answers.refuse(bad.id(), bad.error(), bad.message());
        }
    }

    void onBinary() {
        answers.refuse(null, SocketError.NOT_TEXT);
    }

    void onPong(long payload) {
        liveness.pong(payload);
    }

    /** Another round of {@link SocketRounds}. */
    void round() {
        if (line.isClosing()) return;
        switch (liveness.round(ThreadLocalRandom.current().nextLong())) {
            case NOTHING -> {}
            case PING -> line.ping(liveness.ping());
            case IDLE -> close(CloseCode.IDLE);
            case DEAD -> {
                parts.metrics().closedAsDead();
                line.cut();
            }
        }
    }

    /** The peer broke the protocol of the WebSocket. */
    void violated(WebSocketCloseStatus status) {
        parts.metrics().closed(status.code());
        line.violated(status);
    }

    /** A frame met a bug of ours. */
    void failed(Throwable cause) {
        LOG.error("A frame of {} failed", user, cause);
        close(CloseCode.INTERNAL);
    }

    /** The socket is gone. @param closeFrame whether a close frame was seen, ours or the browser's */
    void ended(boolean closeFrame) {
        boolean byClient = closeFrame && !line.isClosing();
        if (expiry != null) expiry.cancel(false);
        watches.close();
        session.ended(byClient);
    }

    /** From any thread. */
    void onRow(GuildId guild, @Nullable PresenceRow row, @Nullable Refusal refusal) {
        line.loop().execute(() -> session.onRow(guild, row, refusal));
    }

    /** From any thread. */
    void directoryChanged(GuildId guild) {
        line.loop().execute(() -> {
            watches.directoryChanged(guild);
            session.directoryChanged(guild);
        });
    }

    /** From any thread. */
    void closeAfter(CloseCode code, Duration wait) {
        line.loop().schedule(() -> close(code), wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** From any thread. */
    Optional<HeardSession> inChannel() {
        return session.inChannel();
    }

    /** From any thread. */
    OpenSession open(Instant now) {
        return session.open(now);
    }

    private void close(CloseCode code) {
        if (line.isClosing()) return;
        parts.metrics().closed(code.code());
        line.close(code);
    }

    private void onFrame(ClientFrame frame) {
        switch (frame) {
            case ClientFrame.Heartbeat beat -> heartbeat(beat);
            case ClientFrame.Speaking(boolean speaking) -> {
                if (mayCommand(null)) queue.run(() -> session.speaking(speaking), _ -> {});
            }
            case ClientFrame.Telemetry said -> telemetry(said);
            case ClientFrame.Command command -> {
                if (mayCommand(command.id()) && mayJoin(command)) {
                    queue.run(() -> run(command), failure -> answers.failed(command.id(), "A command", failure));
                }
            }
        }
    }

    private void run(ClientFrame.Command command) {
        switch (command) {
            case ClientFrame.Subscribe subscribe ->
                watches.subscribe(subscribe)
                        .ifPresentOrElse(
                                error -> answers.refuse(subscribe.id(), error), () -> answers.ack(subscribe.id()));
            case ClientFrame.Join join -> session.join(join);
            case ClientFrame.Leave leave -> session.leave(leave);
            case ClientFrame.State state -> session.state(state);
            case ClientFrame.Resume resume -> session.resume(resume);
            case ClientFrame.Auth auth -> renew(auth);
        }
    }

    private boolean mayCommand(@Nullable Long id) {
        Optional<Duration> wait = budget.command();
        wait.ifPresent(until -> answers.tooMany(id, SocketError.TOO_MANY_COMMANDS, until));
        return wait.isEmpty();
    }

    private boolean mayJoin(ClientFrame.Command command) {
        if (!(command instanceof ClientFrame.Join)) return true;
        Optional<Duration> wait = budget.join();
        wait.ifPresent(until -> answers.tooMany(command.id(), SocketError.TOO_MANY_JOINS, until));
        return wait.isEmpty();
    }

    private void heartbeat(ClientFrame.Heartbeat beat) {
        OptionalLong sent = beat.guild() == null ? OptionalLong.empty() : watches.sentVersion(beat.guild());
        line.send(new ServerFrame.Heartbeat(sent.isPresent() ? beat.guild() : null, sent.orElse(0)));
    }

    // Beside the queue: no command waits for telemetry, nor telemetry for commands.
    private void telemetry(ClientFrame.Telemetry said) {
        Optional<Duration> wait = budget.telemetry();
        if (wait.isPresent()) {
            answers.tooMany(said.id(), SocketError.TOO_MUCH_TELEMETRY, wait.get());
            return;
        }
        Mono<Void> appended = parts.telemetry().append(session.origin(), said);
        Long id = said.id();
        if (id == null) return;
        session.onLoop(appended.thenReturn(id), answers::ack, failure -> answers.failed(id, "Telemetry", failure));
    }

    private void renew(ClientFrame.Auth auth) {
        session.onLoop(
                parts.tokens().verify(auth.token()),
                renewed -> {
                    if (!renewed.id().equals(user)) {
                        answers.refuse(auth.id(), SocketError.ANOTHER_USER);
                        return;
                    }
                    person = renewed;
                    session.shownAs(renewed.profile());
                    expireWith(renewed);
                    answers.ack(auth.id());
                },
                failure -> {
                    if (failure instanceof BadJwtException) answers.refuse(auth.id(), SocketError.TOKEN_REFUSED);
                    else answers.failed(auth.id(), "A renewal", failure);
                });
    }

    private void expireWith(Person who) {
        if (expiry != null) expiry.cancel(false);
        long left = Duration.between(parts.clock().instant(), who.expiresAt()).toMillis();
        expiry = line.loop().schedule(() -> close(CloseCode.TOKEN_EXPIRED), Math.max(0, left), TimeUnit.MILLISECONDS);
    }
}
