package dev.earshot.gateway.limits;

import java.time.Duration;
import java.util.Optional;

/**
 * What one user may still ask for on this gateway, over all of their sockets and over every reconnect: commands, joins, telemetry
 * and frames of any kind ({@link LimitSettings} has the numbers). Thread-safe.
 */
public interface UserBudget {
    /** Takes one command; else how long to wait before the next. */
    Optional<Duration> command();

    /** Takes one join; else how long to wait before the next. A join takes a command as well, and the caller asks both. */
    Optional<Duration> join();

    /** Takes one frame of telemetry, which is no command; else how long to wait before the next. */
    Optional<Duration> telemetry();

    /** Takes one WebSocket frame of any kind; false is a flood, and the socket that sent it is to be closed. */
    boolean frame();
}
