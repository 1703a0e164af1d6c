package dev.earshot.gateway.limits;

import dev.earshot.events.id.UserId;

/** Budgets of this gateway. */
public interface Limits {
    /** A fresh budget for one session; it needs no closing. */
    SessionBudget session();

    /** Takes one of the user's sockets; false if they have as many as are allowed. Each true is given back once. */
    boolean openSocket(UserId user);

    /** Gives back a socket that {@link #openSocket} granted. */
    void closeSocket(UserId user);
}
