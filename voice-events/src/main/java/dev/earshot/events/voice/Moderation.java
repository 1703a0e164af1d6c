package dev.earshot.events.voice;

/** What moderators imposed on a member. It belongs to the member, not to the session, and survives a rejoin. */
public record Moderation(boolean serverMuted, boolean serverDeafened) {
    public static final Moderation NONE = new Moderation(false, false);
}
