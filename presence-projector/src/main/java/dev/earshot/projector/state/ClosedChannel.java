package dev.earshot.projector.state;

import dev.earshot.events.id.ChannelId;

/**
 * A channel that was deleted: joins older than this are refused.
 *
 * @param directoryOffset of the deletion in {@code voice.directory}
 */
public record ClosedChannel(ChannelId channel, long directoryOffset) {}
