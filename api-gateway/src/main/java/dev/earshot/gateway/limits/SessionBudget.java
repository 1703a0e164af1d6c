package dev.earshot.gateway.limits;

import java.time.Duration;
import java.util.Optional;

/** What one session may still ask for: commands (20/s, burst 60), joins (2/s, burst 10) and telemetry (0.5/s, burst 10) by default. Thread-safe. */
public interface SessionBudget {
    /** Takes one command; else how long to wait before the next. */
    Optional<Duration> command();

    /** Takes one join; else how long to wait before the next. A join takes a command as well, and the caller asks both. */
    Optional<Duration> join();

    /** Takes one frame of telemetry, which is no command; else how long to wait before the next. */
    Optional<Duration> telemetry();
}
