package dev.earshot.projector.history.answer;

import dev.earshot.events.id.GuildId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far the log of a guild's partition reaches.
 *
 * @param firstOffset the oldest record that is kept
 * @param nextOffset where the next record will be
 * @param first append time of the oldest, null if there is none
 * @param last the latest append time, null if there is none
 */
public record LogAnswer(
        GuildId guild,
        int partition,
        long firstOffset,
        long nextOffset,
        @Nullable Instant first,
        @Nullable Instant last,
        List<String> notes) {}
