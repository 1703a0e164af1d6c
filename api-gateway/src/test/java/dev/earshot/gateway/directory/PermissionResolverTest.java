package dev.earshot.gateway.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.events.directory.ChannelKind;
import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.UserId;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PermissionResolverTest {
    private static final ChannelId LOUNGE = new ChannelId("lounge");
    private static final UserId ALICE = new UserId("alice");
    private static final UserId STRANGER = new UserId("stranger");
    private static final GuildView GUILD = new GuildView(
            new GuildId("g"),
            "Guild",
            3,
            7,
            Map.of(LOUNGE, new Channel(LOUNGE, "lounge", ChannelKind.VOICE, 0)),
            Set.of(ALICE));

    @Test
    void a_member_may_see_join_and_speak_and_nothing_more() {
        assertThat(PermissionResolver.inChannel(GUILD, ALICE, LOUNGE))
                .containsExactly(Permission.VIEW, Permission.CONNECT, Permission.SPEAK);
        assertThat(PermissionResolver.inGuild(GUILD, ALICE))
                .containsExactly(Permission.VIEW, Permission.CONNECT, Permission.SPEAK);
    }

    @Test
    void a_stranger_may_do_nothing() {
        assertThat(PermissionResolver.inChannel(GUILD, STRANGER, LOUNGE)).isEmpty();
        assertThat(PermissionResolver.inGuild(GUILD, STRANGER)).isEmpty();
    }

    @Test
    void nobody_may_do_anything_in_a_channel_of_another_guild() {
        assertThat(PermissionResolver.inChannel(GUILD, ALICE, new ChannelId("elsewhere")))
                .isEmpty();
    }
}
