package dev.earshot.gateway.socket;

import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.presence.PresenceRow;
import dev.earshot.events.voice.OwnState;

/**
 * Where a session is, or may be: after a join whose outcome is unknown it may be there.
 *
 * @param own what the person chose last
 * @param seen whether presence has shown this session here, by this connection
 * @param ownOffset in {@code voice.events}, of the join or resume that brought it here; {@link #UNKNOWN} until Kafka has said
 */
record Placement(GuildId guild, ChannelId channel, OwnState own, boolean seen, long ownOffset) {
    static final long UNKNOWN = -1;

    static Placement asked(GuildId guild, ChannelId channel, OwnState own) {
        return new Placement(guild, channel, own, false, UNKNOWN);
    }

    /** As a row shows it. */
    static Placement shown(GuildId guild, PresenceRow row) {
        return new Placement(guild, row.channelId(), row.own(), true, row.connectionSetAt());
    }

    Placement at(long offset) {
        return new Placement(guild, channel, own, seen, offset);
    }

    Placement with(OwnState chosen) {
        return new Placement(guild, channel, chosen, seen, ownOffset);
    }

    Placement seenIn(ChannelId shown) {
        return new Placement(guild, shown, own, true, ownOffset);
    }
}
