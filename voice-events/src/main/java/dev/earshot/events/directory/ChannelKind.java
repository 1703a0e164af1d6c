package dev.earshot.events.directory;

/** What a channel is for. */
public enum ChannelKind {
    TEXT,
    VOICE
}
