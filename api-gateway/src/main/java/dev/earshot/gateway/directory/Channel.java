package dev.earshot.gateway.directory;

import dev.earshot.events.directory.ChannelKind;
import dev.earshot.events.id.ChannelId;

/**
 * A channel as the directory has it.
 *
 * @param seats how many a voice channel holds, 0 for no limit
 */
public record Channel(ChannelId id, String name, ChannelKind kind, int seats) {}
