package dev.earshot.faults.client;

import org.jspecify.annotations.Nullable;

/** One person in a voice channel, as a browser sees them. */
public record Participant(
        String userId,
        String sessionId,
        String username,
        @Nullable String avatarUrl,
        boolean muted,
        boolean deafened,
        boolean serverMuted,
        boolean serverDeafened,
        boolean speaking,
        boolean camera,
        boolean screen,
        String joinedAt,
        String connection,
        String audio) {

    /** Whether the socket is up; otherwise the person is shown dimmed. */
    public boolean isLive() {
        return connection.equals("live");
    }
}
