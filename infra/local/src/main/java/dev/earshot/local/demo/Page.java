package dev.earshot.local.demo;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.earshot.events.audit.AuditFact;
import dev.earshot.events.id.ConnectionId;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.signal.VoiceSignal;
import dev.earshot.events.telemetry.ErrorKind;
import dev.earshot.events.voice.AudioState;
import dev.earshot.events.voice.LeftWhy;
import dev.earshot.events.voice.Moderation;
import dev.earshot.events.voice.OwnState;
import dev.earshot.events.voice.VoiceEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One browser page of a person, as a client of a gateway: whatever it does becomes a step. */
final class Page {
    private static final Duration LEASE = ofSeconds(30);
    private static final Duration CLOSED_LEASE = ofSeconds(5);

    private final Person person;
    private final DemoPlan plan;
    private final Restarts restarts;
    private final Dice dice;
    private final List<Step> steps;
    private final Line line;
    private final SessionId session;
    private ConnectionId connection;
    private OwnState own;

    Page(Person person, DemoPlan plan, Restarts restarts, Dice dice, List<Step> steps) {
        this.person = person;
        this.plan = plan;
        this.restarts = restarts;
        this.dice = dice;
        this.steps = steps;
        this.line = new Line(person, plan, dice);
        this.session = new SessionId("s-" + dice.text());
        this.connection = connection();
        this.own = OwnState.joining(dice.chance(0.35), false);
    }

    SessionId session() {
        return session;
    }

    boolean isMuted() {
        return own.muted();
    }

    /** Enters, and has audio a moment later. */
    void join(Instant at, Room room, @Nullable SessionId continues) {
        append(
                at,
                new VoiceEvent.Joined(
                        person.id(),
                        session,
                        connection,
                        restarts.gateway(at),
                        room.id(),
                        room.seats(),
                        person.profile(),
                        own.muted(),
                        own.deafened(),
                        dice.text() + dice.text().substring(1),
                        DemoHistory.directoryOffset(plan),
                        continues,
                        Clients.of(person, plan, at)));
        Instant asks = dice.after(at, ofMillis(80), ofMillis(350));
        steps.add(new Step.Noted(
                new AuditFact.TokenIssued(asks, person.id(), person.address(), Room.GUILD, room.id(), session), true));
        AudioState audio = dice.chance(0.03) ? AudioState.LISTEN_ONLY : AudioState.ON;
        set(
                dice.after(asks, ofMillis(250), ofMillis(900)),
                new OwnState(own.muted(), own.deafened(), false, false, audio));
    }

    void mute(Instant at, boolean muted) {
        set(at, new OwnState(muted, own.deafened(), own.camera(), own.screen(), own.audio()));
    }

    /** Hears nobody for a while, and says nothing either. */
    void deafen(Instant at, Instant until) {
        OwnState before = own;
        set(at, new OwnState(true, true, own.camera(), own.screen(), own.audio()));
        set(until, before);
    }

    /** A moderator mutes them for a while. */
    void moderated(Person by, Instant at, Instant until) {
        append(at, new VoiceEvent.Moderated(person.id(), by.id(), new Moderation(true, false)));
        append(until, new VoiceEvent.Moderated(person.id(), by.id(), Moderation.NONE));
    }

    void speak(Instant from, Instant to) {
        steps.add(new Step.Spoken(
                from, restarts.gateway(from), new VoiceSignal.Speaking(person.id(), session, connection, true)));
        steps.add(new Step.Spoken(
                to, restarts.gateway(to), new VoiceSignal.Speaking(person.id(), session, connection, false)));
    }

    /** Its browser measures the call every few minutes. */
    void sample(Instant from, Instant to) {
        for (Instant at = from.plus(dice.waiting(Line.BETWEEN_SAMPLES));
                at.isBefore(to);
                at = at.plus(Line.BETWEEN_SAMPLES)) {
            steps.add(new Step.Sampled(
                    at, person.id(), session, Clients.of(person, plan, at), line.sample(at, own.muted())));
        }
    }

    void err(Instant at) {
        boolean media = dice.chance(0.6);
        steps.add(new Step.Erred(
                at,
                person.id(),
                session,
                Clients.of(person, plan, at),
                media ? ErrorKind.MEDIA : ErrorKind.UNHANDLED_REJECTION,
                media ? "NotReadableError: Could not start audio source" : "TypeError: Failed to fetch",
                List.of("page-opened", "joining", "in-call", media ? "microphone-chosen" : "reconnecting")));
    }

    /** The socket breaks, and another one takes the session over. */
    void reconnect(Instant breaks, Instant back) {
        append(breaks, new VoiceEvent.Disconnected(person.id(), session, connection, false));
        connection = connection();
        append(
                back,
                new VoiceEvent.Resumed(
                        person.id(), session, connection, restarts.gateway(back), Clients.of(person, plan, back)));
    }

    void leave(Instant at, LeftWhy why) {
        append(at, new VoiceEvent.Left(person.id(), session, connection, why));
    }

    /** The tab is closed: the lease shrinks. Returns when it is over. */
    Instant close(Instant at) {
        append(at, new VoiceEvent.Disconnected(person.id(), session, connection, true));
        return end(at, CLOSED_LEASE);
    }

    /**
     * Nothing is heard of it any more. Returns when the lease is over.
     *
     * @param noticed when the gateway notices that the socket broke, null if the machine just went dark
     */
    Instant vanish(Instant lastHeard, @Nullable Instant noticed) {
        if (noticed != null) append(noticed, new VoiceEvent.Disconnected(person.id(), session, connection, false));
        return end(lastHeard, LEASE);
    }

    // Ticks come every second, so a verdict is up to that late.
    private Instant end(Instant lastHeard, Duration lease) {
        Instant over = dice.after(lastHeard.plus(lease), ofMillis(50), ofMillis(1_300));
        steps.add(new Step.Ended(over, person.id(), session, lastHeard));
        return over;
    }

    private void set(Instant at, OwnState next) {
        own = next;
        append(at, new VoiceEvent.StateSet(person.id(), session, connection, next));
    }

    private void append(Instant at, VoiceEvent event) {
        steps.add(new Step.Appended(at, restarts.gateway(at), event));
    }

    private ConnectionId connection() {
        return new ConnectionId("c-" + dice.text());
    }
}
