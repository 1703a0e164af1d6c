package dev.earshot.analytics.fact;

import dev.earshot.events.change.Cause;
import java.time.Instant;

/**
 * A fact's key: its cause, with the cause's append time, so that a log begun anew cannot be taken for the old one.
 *
 * @param at append time of the cause
 */
public record FactKey(Cause cause, Instant at) {
    public FactKey {
        StorableTime.check("at", at);
    }
}
