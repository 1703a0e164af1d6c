package dev.earshot.gateway.socket;

import dev.earshot.events.id.GuildId;
import dev.earshot.events.presence.RefusalCode;
import dev.earshot.events.voice.VoiceEvent;
import dev.earshot.gateway.feed.GuildFeeds;
import dev.earshot.gateway.log.RecordPosition;
import dev.earshot.gateway.wire.ClientFrame;
import dev.earshot.gateway.wire.SocketError;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes a session over, while its lease runs, from whatever gateway and socket had it: the row gives the hash of its secret;
 * {@code resumed} is appended; once the row names this connection the session is ours, and a new hello says so. On the
 * socket's event loop alone.
 */
final class ResumeFlow {
    /** A row may be on its way: the socket broke right after the join, and this gateway is not the one that took it. */
    private static final int LOOKS = 10;

    private static final long LOOK_EVERY_MS = 100;
    /** Between the ack of {@code resumed} and its row lie two hops of Kafka; or a projector that restarts. */
    private static final long ROW_WITHIN_MS = 5000;

    private final SocketParts parts;
    private final SocketLine line;
    private final Answers answers;
    private final CommandQueue queue;
    private final VoiceSession session;
    private @Nullable Pending pending;

    /** @param before the session this socket had, to go back to if it fails */
    private record Pending(long id, SessionState before) {}

    ResumeFlow(SocketParts parts, SocketLine line, Answers answers, CommandQueue queue, VoiceSession session) {
        this.parts = parts;
        this.line = line;
        this.answers = answers;
        this.queue = queue;
        this.session = session;
    }

    void begin(ClientFrame.Resume frame) {
        if (session.state().placement() != null) {
            answers.refuse(frame.id(), SocketError.ALREADY_JOINED);
            return;
        }
        queue.hold(() -> look(frame, LOOKS));
    }

    /** The row names this connection. */
    void seated() {
        Pending waited = pending;
        if (waited == null) return;
        pending = null;
        session.hello();
        answers.ack(waited.id());
        queue.release();
    }

    /** @return whether the refusal was an answer to a resume */
    boolean refused(RefusalCode code) {
        Pending waited = pending;
        if (waited == null) return false;
        fail(waited, () -> answers.refuse(waited.id(), SocketError.SESSION_ENDED, Refusals.sentence(code, null)));
        return true;
    }

    private void look(ClientFrame.Resume frame, int looks) {
        Optional<GuildFeeds.Seat> seat = parts.feeds().seat(session.state().user(), frame.session());
        if (seat.isPresent()) {
            claim(frame, seat.get());
        } else if (looks > 0 && !line.isClosing()) {
            line.loop().schedule(() -> look(frame, looks - 1), LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
        } else {
            answers.refuse(frame.id(), SocketError.SESSION_ENDED);
            queue.release();
        }
    }

    private void claim(ClientFrame.Resume frame, GuildFeeds.Seat seat) {
        ResumeSecret secret = new ResumeSecret(frame.secret());
        if (!secret.matches(seat.row().resumeHash())) {
            answers.refuse(frame.id(), SocketError.WRONG_SECRET);
            queue.release();
            return;
        }
        SessionState now = session.state();
        VoiceEvent resumed =
                new VoiceEvent.Resumed(now.user(), frame.session(), now.connection(), now.gateway(), frame.client());
        session.onLoop(
                parts.log().append(seat.guild(), resumed),
                position -> await(frame, secret, seat, position),
                failure -> {
                    answers.failed(frame.id(), "A resume", failure);
                    queue.releaseRefusing(failure);
                });
    }

    private void await(ClientFrame.Resume frame, ResumeSecret secret, GuildFeeds.Seat seat, RecordPosition position) {
        Pending waiting = new Pending(frame.id(), session.state());
        pending = waiting;
        Placement there =
                new Placement(seat.guild(), seat.row().channelId(), seat.row().own(), false, position.offset());
        session.become(session.state().as(frame.session(), secret, there));
        GuildId guild = seat.guild();
        line.loop().schedule(() -> late(waiting), ROW_WITHIN_MS, TimeUnit.MILLISECONDS);
        session.lookAgain(guild);
    }

    private void late(Pending waiting) {
        if (pending == waiting) fail(waiting, () -> answers.retryLater(waiting.id(), SocketError.PRESENCE_LATE));
    }

    private void fail(Pending waiting, Runnable answer) {
        pending = null;
        session.become(waiting.before());
        answer.run();
        queue.release();
    }
}
