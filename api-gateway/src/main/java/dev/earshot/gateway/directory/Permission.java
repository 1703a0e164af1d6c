package dev.earshot.gateway.directory;

/** What a member may do in a channel or guild. */
public enum Permission {
    VIEW,
    CONNECT,
    SPEAK,
    VIDEO,
    MUTE_MEMBERS,
    DEAFEN_MEMBERS,
    MOVE_MEMBERS,
    KICK,
    BAN,
    MANAGE_GUILD,
    VIEW_AUDIT,
    RECORD
}
