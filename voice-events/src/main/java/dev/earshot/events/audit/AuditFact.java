package dev.earshot.events.audit;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.id.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who did what, when and from where, as gateways saw it. Leaves, expiries and refusals by the fold are in {@code
 * voice.changes}; this topic holds what never reached the log. {@code address} is the network address of the caller.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(AuditFact.LoggedIn.class),
    @JsonSubTypes.Type(AuditFact.JoinRefused.class),
    @JsonSubTypes.Type(AuditFact.TokenIssued.class),
    @JsonSubTypes.Type(AuditFact.TokenRefused.class),
    @JsonSubTypes.Type(AuditFact.Queried.class),
    @JsonSubTypes.Type(AuditFact.DeadRetried.class)
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface AuditFact {
    Instant at();

    UserId actor();

    String address();

    /** A dev login issued a token. */
    @JsonTypeName("logged-in")
    record LoggedIn(Instant at, UserId actor, String address, String username) implements AuditFact {
        public LoggedIn {
            requireNonNull(at, "at");
            requireNonNull(actor, "actor");
            requireNonNull(address, "address");
            requireNonNull(username, "username");
        }
    }

    /**
     * A gateway refused a join. Repeats are one fact for a session, code and minute.
     *
     * @param at when the first of them was refused
     * @param count how many, at least 1
     */
    @JsonTypeName("join-refused")
    record JoinRefused(
            Instant at,
            UserId actor,
            String address,
            @Nullable GuildId guild,
            @Nullable ChannelId channel,
            SessionId session,
            String code,
            int count)
            implements AuditFact {
        public JoinRefused {
            requireNonNull(at, "at");
            requireNonNull(actor, "actor");
            requireNonNull(address, "address");
            requireNonNull(session, "session");
            requireNonNull(code, "code");
        }
    }

    /** A media token was handed out. The token itself is never recorded. */
    @JsonTypeName("token-issued")
    record TokenIssued(Instant at, UserId actor, String address, GuildId guild, ChannelId channel, SessionId session)
            implements AuditFact {
        public TokenIssued {
            requireNonNull(at, "at");
            requireNonNull(actor, "actor");
            requireNonNull(address, "address");
            requireNonNull(guild, "guild");
            requireNonNull(channel, "channel");
            requireNonNull(session, "session");
        }
    }

    /** A media token was refused. Repeats are one fact for a session, code and minute, as in {@link JoinRefused}. */
    @JsonTypeName("token-refused")
    record TokenRefused(
            Instant at,
            UserId actor,
            String address,
            @Nullable GuildId guild,
            @Nullable ChannelId channel,
            @Nullable SessionId session,
            String code,
            int count)
            implements AuditFact {
        public TokenRefused {
            requireNonNull(at, "at");
            requireNonNull(actor, "actor");
            requireNonNull(address, "address");
            requireNonNull(code, "code");
        }
    }

    /**
     * Somebody read history or usage through the gateway. What of one person, address and minute differs in nothing but the
     * moment or the page that is asked about repeats: the first is a fact at once, those after it are one fact when the minute
     * is over, as while a slider is dragged.
     *
     * @param at when the first of them was asked
     * @param path of the first of them, with its parameters
     * @param count how many, at least 1
     */
    @JsonTypeName("queried")
    record Queried(Instant at, UserId actor, String address, String path, int count) implements AuditFact {
        public Queried {
            requireNonNull(at, "at");
            requireNonNull(actor, "actor");
            requireNonNull(address, "address");
            requireNonNull(path, "path");
        }

        /** Once. */
        public Queried(Instant at, UserId actor, String address, String path) {
            this(at, actor, address, path, 1);
        }

        // Records from before there was a count are of one question each.
        @JsonCreator
        static Queried read(
                @JsonProperty("at") Instant at,
                @JsonProperty("actor") UserId actor,
                @JsonProperty("address") String address,
                @JsonProperty("path") String path,
                @JsonProperty("count") @Nullable Integer count) {
            return new Queried(at, actor, address, path, count == null ? 1 : count);
        }
    }

    /**
     * Somebody had a dead record written again to where it came from.
     *
     * @param dead the record that was looked at, {@code topic/partition/offset}
     * @param written where it is now, likewise
     */
    @JsonTypeName("dead-retried")
    record DeadRetried(Instant at, UserId actor, String address, String dead, String written) implements AuditFact {
        public DeadRetried {
            requireNonNull(at, "at");
            requireNonNull(actor, "actor");
            requireNonNull(address, "address");
            requireNonNull(dead, "dead");
            requireNonNull(written, "written");
        }
    }
}
