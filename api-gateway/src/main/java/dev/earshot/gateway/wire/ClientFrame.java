package dev.earshot.gateway.wire;

import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.telemetry.CallQuality;
import dev.earshot.events.telemetry.ErrorKind;
import dev.earshot.events.voice.AudioState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client may say. Who says it is never in a frame: identity comes from the token alone. An {@code id} is chosen by the
 * client, from 1 up, and gets exactly one ack or error.
 */
public sealed interface ClientFrame {

    /** A frame that asks for something and is answered. */
    sealed interface Command extends ClientFrame {
        long id();
    }

    /** Watch a guild, from what one has if {@code epoch} is named. {@code version} is then the next offset one wants. */
    record Subscribe(long id, GuildId guild, @Nullable String epoch, long version) implements Command {}

    /** @param client version of the client, empty if it did not say */
    record Join(
            long id,
            GuildId guild,
            ChannelId channel,
            boolean muted,
            boolean deafened,
            @Nullable SessionId continues,
            String client)
            implements Command {}

    record Leave(long id) implements Command {}

    /** One's own switches, whole. @param audio null keeps what was said last */
    record State(
            long id,
            boolean muted,
            boolean deafened,
            @Nullable AudioState audio,
            boolean camera,
            boolean screen) implements Command {}

    /** Take a session over on this socket. */
    record Resume(long id, SessionId session, String secret, String client) implements Command {
        @Override
        public String toString() {
            return "Resume[id=" + id + ", session=" + session + "]";
        }
    }

    /** A new token for the same person. */
    record Auth(long id, String token) implements Command {
        @Override
        public String toString() {
            return "Auth[id=" + id + "]";
        }
    }

    /**
     * How the client's own call was, and what went wrong in it.
     *
     * @param id null if no answer is wanted
     * @param client version of the client, empty if it did not say
     */
    record Telemetry(@Nullable Long id, String client, List<CallQuality> samples, List<ClientError> errors)
            implements ClientFrame {
        public Telemetry {
            samples = List.copyOf(samples);
            errors = List.copyOf(errors);
        }
    }

    /** An error as the client tells it: not yet cleaned. @param breadcrumbs oldest first */
    record ClientError(ErrorKind kind, String message, List<String> breadcrumbs) {
        public ClientError {
            breadcrumbs = List.copyOf(breadcrumbs);
        }

        @Override
        public String toString() {
            return "ClientError[kind=" + kind + "]";
        }
    }

    record Speaking(boolean speaking) implements ClientFrame {}

    /** A sign of life. @param guild the guild whose last sent version is asked for, null for none */
    record Heartbeat(@Nullable GuildId guild) implements ClientFrame {}
}
