package dev.earshot.events.telemetry;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.id.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a browser said of its own call. Who and where is the gateway's word; the figures and texts are the browser's, bounded and
 * cleaned by the gateway. Nothing that decides about presence reads it.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(VoiceTelemetry.QualitySampled.class),
    @JsonSubTypes.Type(VoiceTelemetry.ClientErred.class)
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface VoiceTelemetry {
    /** When the gateway got it, by its clock. */
    Instant at();

    UserId user();

    SessionId session();

    /** Version of the client, empty if it did not say. */
    String client();

    /**
     * How the person's own call was over the last seconds.
     *
     * @param callId null if the gateway had not seen the person's row yet
     */
    @JsonTypeName("quality-sampled")
    record QualitySampled(
            Instant at,
            UserId user,
            SessionId session,
            String client,
            GuildId guild,
            ChannelId channel,
            @Nullable String callId,
            CallQuality quality)
            implements VoiceTelemetry {
        public QualitySampled {
            requireNonNull(at, "at");
            requireNonNull(user, "user");
            requireNonNull(session, "session");
            requireNonNull(client, "client");
            requireNonNull(guild, "guild");
            requireNonNull(channel, "channel");
            requireNonNull(quality, "quality");
        }
    }

    /**
     * Something went wrong in the person's browser.
     *
     * @param guild null, as the channel, outside of a call
     * @param message what the browser calls the error, without whatever may be personal in it
     * @param breadcrumbs names of what the person or the page did before, oldest first
     */
    @JsonTypeName("client-erred")
    record ClientErred(
            Instant at,
            UserId user,
            SessionId session,
            String client,
            @Nullable GuildId guild,
            @Nullable ChannelId channel,
            ErrorKind kind,
            String message,
            List<String> breadcrumbs)
            implements VoiceTelemetry {
        public ClientErred {
            requireNonNull(at, "at");
            requireNonNull(user, "user");
            requireNonNull(session, "session");
            requireNonNull(client, "client");
            requireNonNull(kind, "kind");
            requireNonNull(message, "message");
            breadcrumbs = List.copyOf(breadcrumbs);
        }
    }
}
