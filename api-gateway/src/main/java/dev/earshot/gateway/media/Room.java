package dev.earshot.gateway.media;

import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.IdText;
import java.util.Optional;

/** A voice channel as LiveKit knows it: the room {@code guild/channel}. */
record Room(GuildId guild, ChannelId channel) {

    /** Empty if a room of that name is none of ours. */
    static Optional<Room> parse(String name) {
        int slash = name.indexOf('/');
        if (slash < 0) return Optional.empty();
        String guild = name.substring(0, slash);
        String channel = name.substring(slash + 1);
        return IdText.isId(guild) && IdText.isId(channel)
                ? Optional.of(new Room(new GuildId(guild), new ChannelId(channel)))
                : Optional.empty();
    }

    /** LiveKit's name for it. */
    @Override
    public String toString() {
        return guild.value() + '/' + channel.value();
    }
}
