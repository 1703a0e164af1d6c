package dev.earshot.projector.history.log;

import java.time.Instant;

/**
 * Where the fold's time was set back, because the clock of the log had been ahead.
 *
 * @param offset of the record that set it back
 * @param from the time before that record
 * @param to its append time, the time from there on
 */
public record SetBack(long offset, Instant from, Instant to) {}
