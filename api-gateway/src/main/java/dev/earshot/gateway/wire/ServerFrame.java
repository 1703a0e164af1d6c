package dev.earshot.gateway.wire;

import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.presence.PresenceRow;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the server may say. */
public sealed interface ServerFrame {

    /** The first frame of a socket, and again after a resume. Times in milliseconds. */
    record Hello(SessionId session, String resumeSecret, long heartbeatMs, long ttlMs, long speakingThrottleMs)
            implements ServerFrame {
        @Override
        public String toString() {
            return "Hello[session=" + session + "]";
        }
    }

    /** A whole snapshot of what a socket may see of a guild; channels that nobody is in are there, empty. */
    record UserList(GuildId guild, String epoch, long version, Map<ChannelId, List<PresenceRow>> channels)
            implements ServerFrame {}

    /** What changed between two versions, in order. */
    record Changes(GuildId guild, long from, long version, List<WireChange> changes) implements ServerFrame {}

    record Ack(long id) implements ServerFrame {}

    /** @param retryAfterMs null if trying again does not help; else the outcome is unknown, and this long is a good wait */
    record Error(
            @Nullable Long id,
            SocketError error,
            String message,
            @Nullable Long retryAfterMs) implements ServerFrame {}

    /** @param guild null for a bare answer; else {@code version} is the last one sent to this socket */
    record Heartbeat(@Nullable GuildId guild, long version) implements ServerFrame {}

    /** Another session of the same person took the place of this one. */
    record Replaced(GuildId guild, ChannelId channel, SessionId by) implements ServerFrame {}

    /** The fold refused a join, after its ack. @param id the join's, null if it is not known any more */
    record Refused(@Nullable Long id, GuildId guild, ChannelId channel, String code, String message)
            implements ServerFrame {}
}
