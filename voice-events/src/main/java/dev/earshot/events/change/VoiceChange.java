package dev.earshot.events.change;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.presence.Connection;
import dev.earshot.events.voice.Moderation;
import dev.earshot.events.voice.OwnState;
import dev.earshot.events.voice.Profile;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One fact of a change of presence. Calls and stays are views over start facts ({@link Joined}, {@link Moved}) and end
 * facts ({@link Moved}, {@link Left}); an end fact holds its whole stay, so that no reader has to remember.
 *
 * <p>A call lasts from join to leave, resumes and moves included, under one call id. {@code at} is the fold's time: the
 * append time of the cause, never earlier than that of an older fact of the partition, save where the clock was set back
 * ({@link ClockSetBack}).
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(VoiceChange.Joined.class),
    @JsonSubTypes.Type(VoiceChange.Moved.class),
    @JsonSubTypes.Type(VoiceChange.Left.class),
    @JsonSubTypes.Type(VoiceChange.StateChanged.class),
    @JsonSubTypes.Type(VoiceChange.Spoke.class),
    @JsonSubTypes.Type(VoiceChange.Refused.class),
    @JsonSubTypes.Type(VoiceChange.ClockSetBack.class)
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface VoiceChange {
    Cause cause();

    Instant at();

    GuildId guild();

    /** A call and its first stay began. */
    @JsonTypeName("joined")
    record Joined(
            Cause cause,
            Instant at,
            GuildId guild,
            UserId user,
            Profile profile,
            SessionId session,
            String callId,
            ChannelId channel,
            String client)
            implements VoiceChange {
        public Joined {
            requireNonNull(cause, "cause");
            requireNonNull(at, "at");
            requireNonNull(guild, "guild");
            requireNonNull(user, "user");
            requireNonNull(profile, "profile");
            requireNonNull(session, "session");
            requireNonNull(callId, "callId");
            requireNonNull(channel, "channel");
            requireNonNull(client, "client");
        }
    }

    /** One stay ended and the next began, in one call. */
    @JsonTypeName("moved")
    record Moved(
            Cause cause,
            Instant at,
            GuildId guild,
            UserId user,
            Profile profile,
            SessionId session,
            String callId,
            Instant callBegan,
            EndedStay stay,
            ChannelId channel)
            implements VoiceChange {
        public Moved {
            requireNonNull(cause, "cause");
            requireNonNull(at, "at");
            requireNonNull(guild, "guild");
            requireNonNull(user, "user");
            requireNonNull(profile, "profile");
            requireNonNull(session, "session");
            requireNonNull(callId, "callId");
            requireNonNull(callBegan, "callBegan");
            requireNonNull(stay, "stay");
            requireNonNull(channel, "channel");
        }
    }

    /** A call and its last stay ended. */
    @JsonTypeName("left")
    record Left(
            Cause cause,
            Instant at,
            GuildId guild,
            UserId user,
            Profile profile,
            SessionId session,
            String callId,
            Instant callBegan,
            EndedStay stay,
            EndReason why)
            implements VoiceChange {
        public Left {
            requireNonNull(cause, "cause");
            requireNonNull(at, "at");
            requireNonNull(guild, "guild");
            requireNonNull(user, "user");
            requireNonNull(profile, "profile");
            requireNonNull(session, "session");
            requireNonNull(callId, "callId");
            requireNonNull(callBegan, "callBegan");
            requireNonNull(stay, "stay");
            requireNonNull(why, "why");
        }
    }

    /** Something that others see of a present person changed: switches, moderation, connection. Values are whole. */
    @JsonTypeName("state-changed")
    record StateChanged(
            Cause cause,
            Instant at,
            GuildId guild,
            UserId user,
            SessionId session,
            String callId,
            ChannelId channel,
            OwnState own,
            Moderation moderation,
            Connection connection)
            implements VoiceChange {
        public StateChanged {
            requireNonNull(cause, "cause");
            requireNonNull(at, "at");
            requireNonNull(guild, "guild");
            requireNonNull(user, "user");
            requireNonNull(session, "session");
            requireNonNull(callId, "callId");
            requireNonNull(channel, "channel");
            requireNonNull(own, "own");
            requireNonNull(moderation, "moderation");
            requireNonNull(connection, "connection");
        }
    }

    /** The ring was shown from {@code began} until {@code at}. */
    @JsonTypeName("spoke")
    record Spoke(
            Cause cause,
            Instant at,
            GuildId guild,
            UserId user,
            SessionId session,
            String callId,
            ChannelId channel,
            Instant began)
            implements VoiceChange {
        public Spoke {
            requireNonNull(cause, "cause");
            requireNonNull(at, "at");
            requireNonNull(guild, "guild");
            requireNonNull(user, "user");
            requireNonNull(session, "session");
            requireNonNull(callId, "callId");
            requireNonNull(channel, "channel");
            requireNonNull(began, "began");
        }
    }

    /** The fold refused a join or a resume. */
    @JsonTypeName("refused")
    record Refused(
            Cause cause,
            Instant at,
            GuildId guild,
            UserId user,
            SessionId session,
            @Nullable ChannelId channel,
            String code)
            implements VoiceChange {
        public Refused {
            requireNonNull(cause, "cause");
            requireNonNull(at, "at");
            requireNonNull(guild, "guild");
            requireNonNull(user, "user");
            requireNonNull(session, "session");
            requireNonNull(code, "code");
        }
    }

    /**
     * The fold's time was set back by this input: the clock of the log had been ahead. Times later than {@code at} in older
     * facts of this partition, whatever their guild, are wrong. The guild is that of the input.
     *
     * @param from the time before the input
     */
    @JsonTypeName("clock-set-back")
    record ClockSetBack(Cause cause, Instant at, GuildId guild, Instant from) implements VoiceChange {
        public ClockSetBack {
            requireNonNull(cause, "cause");
            requireNonNull(at, "at");
            requireNonNull(guild, "guild");
            requireNonNull(from, "from");
        }
    }
}
