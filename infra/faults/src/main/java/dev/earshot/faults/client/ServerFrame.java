package dev.earshot.faults.client;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the server says, one record a frame type of {@code earshot.v1}. */
public sealed interface ServerFrame {

    record Hello(String sessionId, String resumeSecret, long heartbeatMs, long ttlMs, long speakingThrottleMs)
            implements ServerFrame {
        @Override
        public String toString() {
            return "Hello[" + sessionId + "]";
        }
    }

    record UserList(String guildId, String epoch, long version, Map<String, List<Participant>> channels)
            implements ServerFrame {}

    record Changes(String guildId, long from, long version, List<Entry> changes) implements ServerFrame {}

    record Heartbeat(@Nullable String guildId, @Nullable Long version) implements ServerFrame {}

    record Ack(long id) implements ServerFrame {}

    record Failure(
            @Nullable Long id,
            String code,
            String message,
            @Nullable Long retryAfterMs) implements ServerFrame {}

    record Replaced(String guildId, String channelId, String by) implements ServerFrame {}

    record Refused(
            @Nullable Long id,
            @Nullable String guildId,
            @Nullable String channelId,
            String code,
            String message) implements ServerFrame {}

    record Unknown(String type) implements ServerFrame {}
}
