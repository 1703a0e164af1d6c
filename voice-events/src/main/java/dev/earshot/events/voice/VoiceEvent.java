package dev.earshot.events.voice;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.ConnectionId;
import dev.earshot.events.id.GatewayId;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.id.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What happened in a guild's voice channels, in the order Kafka gave it. Past tense; never changed once written.
 *
 * <p>Whatever the fold needs to decide is inside the event (seats, profile, directory offset): {@code voice.events} alone
 * folds to the same membership, mutes and order for ever.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(VoiceEvent.Joined.class),
    @JsonSubTypes.Type(VoiceEvent.Left.class),
    @JsonSubTypes.Type(VoiceEvent.Disconnected.class),
    @JsonSubTypes.Type(VoiceEvent.Resumed.class),
    @JsonSubTypes.Type(VoiceEvent.StateSet.class),
    @JsonSubTypes.Type(VoiceEvent.Moderated.class),
    @JsonSubTypes.Type(VoiceEvent.Expired.class),
    @JsonSubTypes.Type(VoiceEvent.ChannelClosed.class),
    @JsonSubTypes.Type(VoiceEvent.MemberRemoved.class),
    @JsonSubTypes.Type(VoiceEvent.MediaObserved.class)
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface VoiceEvent {

    /** An event that a session's own connection said; only the session's current connection is believed. */
    sealed interface OfSession extends VoiceEvent {
        UserId user();

        SessionId session();

        ConnectionId connection();
    }

    /**
     * A person entered a channel, or moved to it from another.
     *
     * @param seats how many the channel holds, 0 for no limit; as the directory said when the join was written
     * @param resumeHash hash of the session's resume secret, base64url of SHA-256
     * @param directoryOffset the newest {@code voice.directory} offset the gateway had read: a join older than a removal is refused
     * @param continues set by an automatic rejoin: accepted only if that session is current, or was the last and ended by expiry
     * @param client version of the client, empty if it did not say
     */
    @JsonTypeName("joined")
    record Joined(
            UserId user,
            SessionId session,
            ConnectionId connection,
            GatewayId gateway,
            ChannelId channel,
            int seats,
            Profile profile,
            boolean muted,
            boolean deafened,
            String resumeHash,
            long directoryOffset,
            @Nullable SessionId continues,
            String client)
            implements OfSession {
        public Joined {
            requireNonNull(user, "user");
            requireNonNull(session, "session");
            requireNonNull(connection, "connection");
            requireNonNull(gateway, "gateway");
            requireNonNull(channel, "channel");
            requireNonNull(profile, "profile");
            requireNonNull(resumeHash, "resumeHash");
            requireNonNull(client, "client");
        }
    }

    /** A person left on purpose, or the gateway took them out because they may no longer be there. */
    @JsonTypeName("left")
    record Left(UserId user, SessionId session, ConnectionId connection, LeftWhy why) implements OfSession {
        public Left {
            requireNonNull(user, "user");
            requireNonNull(session, "session");
            requireNonNull(connection, "connection");
            requireNonNull(why, "why");
        }
    }

    /**
     * A session's socket ended. Nobody has left yet: the lease decides.
     *
     * @param byClient ended by a close frame that the client began (a closed tab, a reload), so the lease shrinks to 5 s
     */
    @JsonTypeName("disconnected")
    record Disconnected(UserId user, SessionId session, ConnectionId connection, boolean byClient)
            implements OfSession {
        public Disconnected {
            requireNonNull(user, "user");
            requireNonNull(session, "session");
            requireNonNull(connection, "connection");
        }
    }

    /** A session was taken over by a new socket, maybe on another gateway, while its lease ran. */
    @JsonTypeName("resumed")
    record Resumed(UserId user, SessionId session, ConnectionId connection, GatewayId gateway, String client)
            implements OfSession {
        public Resumed {
            requireNonNull(user, "user");
            requireNonNull(session, "session");
            requireNonNull(connection, "connection");
            requireNonNull(gateway, "gateway");
            requireNonNull(client, "client");
        }
    }

    /** A person's own switches, whole: never "toggled", so that repeating one is harmless. */
    @JsonTypeName("state-set")
    record StateSet(UserId user, SessionId session, ConnectionId connection, OwnState own) implements OfSession {
        public StateSet {
            requireNonNull(user, "user");
            requireNonNull(session, "session");
            requireNonNull(connection, "connection");
            requireNonNull(own, "own");
        }
    }

    /** A moderator set what a member may do, whole. */
    @JsonTypeName("moderated")
    record Moderated(UserId user, UserId by, Moderation moderation) implements VoiceEvent {
        public Moderated {
            requireNonNull(user, "user");
            requireNonNull(by, "by");
            requireNonNull(moderation, "moderation");
        }
    }

    /**
     * The projector's verdict after 30 s without a sign of life; the evidence makes the verdict checkable later.
     *
     * @param lastHeard append time of the last sign of life
     * @param lastOffset offset in {@code voice.events} of the session's last record the projector had folded; a later one
     *     proves life, and the verdict is void
     */
    @JsonTypeName("expired")
    record Expired(UserId user, SessionId session, Instant lastHeard, long lastOffset) implements VoiceEvent {
        public Expired {
            requireNonNull(user, "user");
            requireNonNull(session, "session");
            requireNonNull(lastHeard, "lastHeard");
        }
    }

    /** A channel was deleted; whoever is in it is out, and a join older than {@code directoryOffset} is refused. */
    @JsonTypeName("channel-closed")
    record ChannelClosed(ChannelId channel, long directoryOffset) implements VoiceEvent {
        public ChannelClosed {
            requireNonNull(channel, "channel");
        }
    }

    /** A member was kicked, banned or left the guild; a join older than {@code directoryOffset} is refused. */
    @JsonTypeName("member-removed")
    record MemberRemoved(UserId user, long directoryOffset) implements VoiceEvent {
        public MemberRemoved {
            requireNonNull(user, "user");
        }
    }

    /**
     * What a media server's webhook said. A hint for operators: presence removes media, media never removes presence.
     *
     * @param webhook the webhook's id, by which repeats are known
     * @param observed LiveKit's event name, such as {@code participant_joined}
     */
    @JsonTypeName("media-observed")
    record MediaObserved(
            String webhook,
            String observed,
            ChannelId channel,
            @Nullable UserId user,
            @Nullable SessionId session) implements VoiceEvent {
        public MediaObserved {
            requireNonNull(webhook, "webhook");
            requireNonNull(observed, "observed");
            requireNonNull(channel, "channel");
        }
    }
}
