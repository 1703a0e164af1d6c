package dev.earshot.projector.repair;

import dev.earshot.events.presence.PartitionGeneration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One partition of {@code voice.presence} as Kafka had it at one moment.
 *
 * @param number of the look: a later one has a higher number
 * @param missing why the topic is not there; null if it is
 * @param topicId of the topic
 * @param first offset of the log's start
 * @param end offset behind the newest record
 * @param acknowledged the highest offset that was acknowledged before the look, -1 if none was
 * @param retreats how often an acknowledged offset was not above the one before it
 * @param gaps how often it was more than one above it
 * @param rows the table's values by key, tombstones left out; null if nobody asked for them
 * @param generation of the partition in the table; only if there are rows
 */
public record TableLook(
        long number,
        @Nullable String missing,
        String topicId,
        long first,
        long end,
        long acknowledged,
        long retreats,
        long gaps,
        @Nullable Map<String, byte[]> rows,
        long generation) {

    /** The topic is not there. */
    public static TableLook missing(long number, String why) {
        return new TableLook(number, why, "", 0, 0, -1, 0, 0, null, PartitionGeneration.FIRST);
    }
}
