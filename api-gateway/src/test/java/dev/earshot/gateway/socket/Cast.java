package dev.earshot.gateway.socket;

import static dev.earshot.gateway.wire.Rows.*;

import dev.earshot.events.directory.ChannelKind;
import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.ConnectionId;
import dev.earshot.events.id.GatewayId;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.voice.OwnState;
import dev.earshot.events.voice.Profile;
import dev.earshot.gateway.directory.Channel;
import dev.earshot.gateway.directory.GuildView;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Alice's session on one socket, and the guilds she may be in. */
final class Cast {
    static final GuildId OTHER = new GuildId("other");
    static final ChannelId GENERAL = new ChannelId("general");
    static final ResumeSecret SECRET = new ResumeSecret("hush");
    static final SessionState NOWHERE = SessionState.begin(
            ALICE,
            new Profile("Alice", null),
            new GatewayId("g-1"),
            new ConnectionId("c-alice"),
            new SessionId("s-alice"),
            SECRET);

    private Cast() {}

    static SessionState in(GuildId guild, ChannelId channel) {
        return NOWHERE.with(new Placement(guild, channel, OwnState.joining(false, false), true, 7));
    }

    static GuildView guild(GuildId id, UserId... members) {
        Map<ChannelId, Channel> channels = new LinkedHashMap<>();
        channels.put(GENERAL, new Channel(GENERAL, "general", ChannelKind.TEXT, 0));
        channels.put(LOUNGE, new Channel(LOUNGE, "Lounge", ChannelKind.VOICE, 25));
        channels.put(STANDUP, new Channel(STANDUP, "Standup", ChannelKind.VOICE, 0));
        return new GuildView(id, "Demo", 4, 44, channels, Set.of(members));
    }
}
