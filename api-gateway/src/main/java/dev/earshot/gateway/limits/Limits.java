package dev.earshot.gateway.limits;

import dev.earshot.events.id.UserId;
import java.time.Duration;
import java.util.Optional;

/** Budgets of this gateway. */
public interface Limits {
    /** The user's budget, the same one for each of their sockets; it needs no closing. */
    UserBudget of(UserId user);

    /**
     * Takes one of the user's sockets; else how long to wait: they have as many as are allowed, or opened too many lately. Each
     * one taken is given back once.
     */
    Optional<Duration> openSocket(UserId user);

    /** Gives back a socket that {@link #openSocket} granted. */
    void closeSocket(UserId user);
}
