package dev.earshot.projector.history;

import java.time.Instant;

/** From one time to a later one. */
record Span(Instant from, Instant to) {

    /** @throws CannotAnswer if the end lies before the beginning */
    static Span of(Instant from, Instant to) {
        if (to.isBefore(from)) throw CannotAnswer.badQuestion("bad-times", "'to' lies before 'from'.");
        return new Span(TimeMachine.possible(from), TimeMachine.possible(to));
    }
}
