package dev.earshot.events.fold;

import dev.earshot.events.change.Cause;
import java.time.Instant;

/**
 * A record of the log and its place in it.
 *
 * @param cause topic, partition and offset; the index is 0
 * @param at the fold's time at it ({@link FoldTime})
 */
public record Recorded<E>(Cause cause, Instant at, E event) {}
