package dev.earshot.gateway.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.GuildId;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoomTest {
    @Test
    void a_channels_room_is_named_by_guild_and_channel() {
        Room room = new Room(new GuildId("demo"), new ChannelId("lounge"));
        assertThat(room).hasToString("demo/lounge");
        assertThat(Room.parse("demo/lounge")).contains(room);
    }

    @Test
    void rooms_of_others_are_none_of_ours() {
        for (String name : List.of("", "lounge", "/", "demo/", "/lounge", "a/b/c", "de mo/lounge")) {
            assertThat(Room.parse(name)).as(name).isEmpty();
        }
    }
}
