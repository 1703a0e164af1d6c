package dev.earshot.bench.load;

import java.time.Duration;

/**
 * One run: toggle {@code i} is due {@code i / rate} seconds after the start and is made by sitter {@code i % sitters},
 * whatever the server does meanwhile. Toggles of the warm-up are sent and counted like the others, but not measured.
 *
 * @param rate toggles per second of all sitters together
 * @param drain how long after the last toggle its deliveries are waited for; what comes later is lost
 */
public record Plan(Crowd crowd, int rate, Duration warmUp, Duration measured, Duration drain) {

    static final long SECOND = 1_000_000_000L;

    /** More than this of one sitter would meet the server's limit of commands per session (20/s), not its fan-out. */
    static final int MOST_TOGGLES_PER_SITTER = 10;

    public Plan {
        if (rate < 1 || rate > MOST_TOGGLES_PER_SITTER * crowd.sitters()) {
            throw new IllegalArgumentException("the rate must be between 1 and " + MOST_TOGGLES_PER_SITTER
                    + " toggles a second for each sitter, not " + rate + " in all");
        }
    }

    /** The first toggle that is measured. */
    int firstMeasured() {
        return Math.toIntExact(rate * warmUp.toMillis() / 1000);
    }

    int toggles() {
        return firstMeasured() + Math.toIntExact(rate * measured.toMillis() / 1000);
    }

    /** Nanoseconds after the start at which toggle {@code i} is due. */
    long due(int i) {
        return i * SECOND / rate;
    }

    /** The number in the whole run of the {@code k}-th toggle (from 0) of sitter {@code user}. */
    int toggle(int user, int k) {
        return k * crowd.sitters() + user;
    }

    /** Deliveries that make a run lossless: each measured toggle on each socket. */
    long expected() {
        return (long) (toggles() - firstMeasured()) * crowd.sockets();
    }
}
