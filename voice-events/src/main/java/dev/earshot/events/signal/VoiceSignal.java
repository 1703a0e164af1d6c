package dev.earshot.events.signal;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.earshot.events.id.ConnectionId;
import dev.earshot.events.id.GatewayId;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.id.UserId;
import java.util.List;

/** A sign of life or of speech. Kept for a day; membership never depends on it except through leases. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({@JsonSubTypes.Type(VoiceSignal.Speaking.class), @JsonSubTypes.Type(VoiceSignal.Tick.class)})
public sealed interface VoiceSignal {

    /** A person began or stopped speaking, or still speaks: {@code true} is repeated every 2 s. */
    @JsonTypeName("speaking")
    record Speaking(UserId user, SessionId session, ConnectionId connection, boolean speaking) implements VoiceSignal {
        public Speaking {
            requireNonNull(user, "user");
            requireNonNull(session, "session");
            requireNonNull(connection, "connection");
        }
    }

    /**
     * A gateway lives, and heard these sessions since its last acknowledged tick. One a partition and second, also with
     * nothing to say, so that time goes on and a lost gateway is noticed.
     */
    @JsonTypeName("tick")
    record Tick(GatewayId gateway, List<Heard> heard) implements VoiceSignal {
        public Tick {
            requireNonNull(gateway, "gateway");
            heard = List.copyOf(heard);
        }
    }

    /** @param agoMs how long before the tick the session was last heard, in milliseconds */
    record Heard(GuildId guild, UserId user, SessionId session, long agoMs) {
        public Heard {
            requireNonNull(guild, "guild");
            requireNonNull(user, "user");
            requireNonNull(session, "session");
        }
    }
}
