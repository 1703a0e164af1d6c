package dev.earshot.projector.history.answer;

import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.GuildId;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A guild as it was.
 *
 * @param asOf the last event in it, null if there was none yet
 * @param channels everybody, by channel, in the order they came
 * @param eventsFolded how many events of the guild were read for this answer
 * @param fromCheckpoint whether what an earlier question left, on disk or in memory, spared reading the earlier ones
 * @param speechKnown whether the signals of that moment are still kept; if not, nobody is shown speaking
 */
public record StateAnswer(
        GuildId guild,
        Instant at,
        @Nullable AsOf asOf,
        SortedMap<ChannelId, List<Participant>> channels,
        long eventsFolded,
        boolean fromCheckpoint,
        long tookMs,
        boolean speechKnown,
        List<String> notes) {}
