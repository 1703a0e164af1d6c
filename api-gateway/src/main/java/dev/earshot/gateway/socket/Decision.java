package dev.earshot.gateway.socket;

import dev.earshot.events.id.GuildId;
import dev.earshot.events.voice.VoiceEvent;
import dev.earshot.gateway.wire.SocketError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is to be done about a command. */
sealed interface Decision {
    /** @param message a sentence for the person */
    record Refuse(SocketError error, String message) implements Decision {
        static Refuse because(SocketError error) {
            return new Refuse(error, error.sentence());
        }
    }

    /** What is asked for is so already. */
    record Acknowledge() implements Decision {}

    /**
     * Append, in this order, each after the one before was acknowledged; then acknowledge.
     *
     * @param placement where the session is once the last one is sent
     */
    record Append(List<Addressed> events, @Nullable Placement placement) implements Decision {
        /** Whether the next commands wait until this one is through: the log keeps an order only within a guild. */
        boolean isHeld() {
            return events.size() > 1;
        }
    }

    /** An event and the guild whose log it belongs to. */
    record Addressed(GuildId guild, VoiceEvent event) {}
}
