package dev.earshot.projector.history.checkpoint;

import dev.earshot.events.id.GuildId;

/**
 * Whose checkpoint it is. One of another log, of another fold, or of a log that began elsewhere, is never used.
 *
 * @param log the id of the topic: after a reset it is another
 * @param first the oldest offset that was kept
 */
public record CheckpointPlace(String log, int partition, GuildId guild, long first) {}
