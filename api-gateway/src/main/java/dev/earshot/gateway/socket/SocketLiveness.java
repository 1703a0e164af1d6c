package dev.earshot.gateway.socket;

import java.time.Duration;

/**
 * When a silent socket is pinged, taken for dead, or closed as idle. Time is counted in rounds, not by a clock: a gateway that
 * stood still for a minute did not listen, has one round behind it and blames nobody. A pong shows that the connection lives and
 * nothing else, for browsers answer for a frozen page too; only text shows that somebody is there. Pure.
 */
final class SocketLiveness {
    /** How often every socket is looked at. */
    static final Duration ROUND = Duration.ofSeconds(1);
    /** Pings without a pong after which a connection is dead: decided when the next one would be due. */
    static final int UNANSWERED = 2;

    /** What is to be done in a round. */
    enum Due {
        NOTHING,
        /** Send {@link #ping}. */
        PING,
        /** The connection is gone: no close frame would arrive. */
        DEAD,
        /** Nobody is there: close it. */
        IDLE
    }

    private final int pingEvery;
    private final int idleAfter;
    private int silent;
    private int sincePing;
    private int unanswered;
    private long ping;
    private long pingBefore;

    /**
     * @param pingEvery between two pings
     * @param idleAfter how long a socket may send no text
     */
    SocketLiveness(Duration pingEvery, Duration idleAfter) {
        this.pingEvery = rounds(pingEvery);
        this.idleAfter = rounds(idleAfter);
    }

    /** A text frame came. */
    void text() {
        silent = 0;
    }

    /** A pong came. One that echoes neither of the last two pings says nothing: its sender need not have read them. */
    void pong(long payload) {
        if (unanswered == 0 || (payload != ping && payload != pingBefore)) return;
        unanswered = 0;
    }

    /** What the ping that is due carries. */
    long ping() {
        return ping;
    }

    /** Another {@link #ROUND} has passed. @param random what the next ping carries, which nobody can guess */
    Due round(long random) {
        if (++silent >= idleAfter) return Due.IDLE;
        if (++sincePing < pingEvery) return Due.NOTHING;
        sincePing = 0;
        if (unanswered >= UNANSWERED) return Due.DEAD;
        pingBefore = unanswered == 0 ? random : ping;
        ping = random;
        unanswered++;
        return Due.PING;
    }

    private static int rounds(Duration time) {
        return Math.toIntExact(Math.ceilDiv(time.toMillis(), ROUND.toMillis()));
    }
}
