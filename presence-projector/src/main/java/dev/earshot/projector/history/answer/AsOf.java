package dev.earshot.projector.history.answer;

import java.time.Instant;

/** The guild's last event that a state holds. */
public record AsOf(int partition, long offset, Instant time) {}
