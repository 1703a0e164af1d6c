package dev.earshot.projector.history.past;

import java.time.Instant;

/** An event's place and time. */
public record Mark(long offset, Instant at) {}
