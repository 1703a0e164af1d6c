package dev.earshot.projector.history.answer;

import dev.earshot.events.id.GuildId;
import java.time.Instant;
import java.util.List;

/**
 * How much happened when.
 *
 * @param from where the first bucket begins: the time asked for, in whole seconds
 * @param to where the last one ends
 * @param bucketMs length of each, whole seconds
 * @param counts events of the guild in each
 * @param departures people who went in each, for whatever reason
 */
public record DensityAnswer(
        GuildId guild,
        Instant from,
        Instant to,
        long bucketMs,
        List<Integer> counts,
        List<Integer> departures,
        List<String> notes) {}
