package dev.earshot.events.directory;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.UserId;

/**
 * A change of a guild's directory. Each names the version it expects, which is the number of the guild's directory events
 * applied before it; readers apply it only if that matches, so that of two writers one wins and the other is told.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(DirectoryEvent.GuildCreated.class),
    @JsonSubTypes.Type(DirectoryEvent.ChannelCreated.class),
    @JsonSubTypes.Type(DirectoryEvent.ChannelDeleted.class),
    @JsonSubTypes.Type(DirectoryEvent.MemberAdded.class),
    @JsonSubTypes.Type(DirectoryEvent.MemberRemoved.class)
})
public sealed interface DirectoryEvent {
    /** The number of the guild's directory events applied before this one. */
    long expects();

    @JsonTypeName("guild-created")
    record GuildCreated(long expects, String name) implements DirectoryEvent {
        public GuildCreated {
            requireNonNull(name, "name");
        }
    }

    /** @param seats how many a voice channel holds, 0 for no limit */
    @JsonTypeName("channel-created")
    record ChannelCreated(long expects, ChannelId channel, String name, ChannelKind kind, int seats)
            implements DirectoryEvent {
        public ChannelCreated {
            requireNonNull(channel, "channel");
            requireNonNull(name, "name");
            requireNonNull(kind, "kind");
        }
    }

    @JsonTypeName("channel-deleted")
    record ChannelDeleted(long expects, ChannelId channel) implements DirectoryEvent {
        public ChannelDeleted {
            requireNonNull(channel, "channel");
        }
    }

    @JsonTypeName("member-added")
    record MemberAdded(long expects, UserId user) implements DirectoryEvent {
        public MemberAdded {
            requireNonNull(user, "user");
        }
    }

    @JsonTypeName("member-removed")
    record MemberRemoved(long expects, UserId user) implements DirectoryEvent {
        public MemberRemoved {
            requireNonNull(user, "user");
        }
    }
}
