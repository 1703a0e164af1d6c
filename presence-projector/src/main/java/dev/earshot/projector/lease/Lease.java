package dev.earshot.projector.lease;

import dev.earshot.events.fold.Member;
import dev.earshot.events.id.GatewayId;
import dev.earshot.events.id.SessionId;
import java.time.Duration;
import java.time.Instant;

/** One session's right to be shown, on the lease clock. */
final class Lease {
    /** Source document, "Presence Sync": a user not heard of for 30 s is removed. */
    static final Duration FULL = Duration.ofSeconds(30);
    /** After a close frame that the client began: time for a reload, and no longer. */
    static final Duration CLOSED_BY_CLIENT = Duration.ofSeconds(5);

    private final SessionId session;
    private GatewayId gateway;
    private Duration ends;
    private Instant lastHeard;
    private boolean closed;
    private boolean decided;
    private boolean savedFromLostGateway;

    /** A full lease that begins now. */
    Lease(Member member, Duration now, Instant lastHeard) {
        this.session = member.session().id();
        this.gateway = member.session().gateway();
        this.ends = now.plus(FULL);
        this.lastHeard = lastHeard;
    }

    boolean isOf(SessionId other) {
        return session.equals(other);
    }

    boolean isAt(GatewayId other) {
        return gateway.equals(other);
    }

    Instant lastHeard() {
        return lastHeard;
    }

    /** Whether it has ended and nobody has said so. */
    boolean isDue(Duration now) {
        return !decided && ends.compareTo(now) <= 0;
    }

    /** An event of the session: a full lease, whatever was before. */
    void renew(GatewayId through, Duration now, Instant heard) {
        gateway = through;
        heard(heard);
        restart(now);
    }

    /** A gateway heard the session at that time of the lease clock. A close that came since, or a verdict, stands. */
    void heardInTick(Duration when, Instant heard) {
        if (closed || decided) return;
        Duration until = when.plus(FULL);
        if (until.compareTo(ends) > 0) {
            ends = until;
            savedFromLostGateway = false;
        }
        heard(heard);
    }

    /** The client closed its socket: shorter, never longer. */
    void closedByClient(Duration now, Instant heard) {
        heard(heard);
        closed = true;
        Duration until = now.plus(CLOSED_BY_CLIENT);
        if (until.compareTo(ends) < 0) ends = until;
    }

    /** Its gateway is lost: one fresh lease, to resume elsewhere, and not a second one unheard. */
    void saveFromLostGateway(Duration now) {
        if (decided || savedFromLostGateway) return;
        closed = false;
        ends = now.plus(FULL);
        savedFromLostGateway = true;
    }

    /** The verdict was void: it begins anew. */
    void restart(Duration now) {
        ends = now.plus(FULL);
        closed = false;
        decided = false;
        savedFromLostGateway = false;
    }

    /** A verdict was appended; once a lease. */
    void decide() {
        decided = true;
    }

    /** The clock by which it was heard had been ahead. */
    void setBack(Instant to) {
        if (lastHeard.isAfter(to)) lastHeard = to;
    }

    private void heard(Instant at) {
        if (at.isAfter(lastHeard)) lastHeard = at;
    }
}
