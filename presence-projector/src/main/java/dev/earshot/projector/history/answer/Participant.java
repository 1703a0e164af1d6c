package dev.earshot.projector.history.answer;

import dev.earshot.events.fold.Member;
import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.GatewayId;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.presence.Connection;
import dev.earshot.events.presence.PresenceRow;
import dev.earshot.events.voice.AudioState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person in a channel as browsers see them, with what only operators may know; never the resume hash.
 *
 * @param joinedAt when they came into this channel
 * @param client version of the client, empty if it did not say; null if the source is the live table, which does not hold it
 */
public record Participant(
        UserId userId,
        ChannelId channelId,
        SessionId sessionId,
        String username,
        @Nullable String avatarUrl,
        boolean muted,
        boolean deafened,
        boolean serverMuted,
        boolean serverDeafened,
        boolean speaking,
        boolean camera,
        boolean screen,
        Instant joinedAt,
        Connection connection,
        AudioState audio,
        GatewayId gatewayId,
        @Nullable String client,
        String callId) {

    /** As the fold knows them. */
    public static Participant of(PresenceRow row, Member member) {
        return of(row, member.session().client());
    }

    /** As the live table shows them. */
    public static Participant of(PresenceRow row) {
        return of(row, (String) null);
    }

    private static Participant of(PresenceRow row, @Nullable String client) {
        return new Participant(
                row.userId(),
                row.channelId(),
                row.sessionId(),
                row.profile().username(),
                row.profile().avatarUrl(),
                row.own().muted(),
                row.own().deafened(),
                row.moderation().serverMuted(),
                row.moderation().serverDeafened(),
                row.speaking(),
                row.own().camera(),
                row.own().screen(),
                row.joinedAt(),
                row.connection(),
                row.own().audio(),
                row.gatewayId(),
                client,
                row.callId());
    }
}
