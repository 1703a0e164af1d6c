package dev.earshot.gateway.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.events.directory.DirectoryEvent;
import dev.earshot.events.directory.DirectoryEvent.ChannelDeleted;
import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.UserId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DemoGuildTest {
    private static final UserId ALICE = new UserId("alice");
    private static final UserId BOB = new UserId("bob");

    @Test
    void the_first_login_makes_the_guild_and_later_ones_only_join_it() {
        GuildView guild = openTo(null, ALICE, 6);
        assertThat(guild.channels().keySet().stream().map(ChannelId::value))
                .containsExactly("general", "lounge", "standup", "music");
        assertThat(openTo(guild, BOB, 1).members()).containsExactlyInAnyOrder(ALICE, BOB);
        assertThat(DemoGuild.missing(guild, ALICE)).isEmpty();
    }

    @Test
    void a_channel_that_was_deleted_stays_deleted() {
        GuildView guild = openTo(null, ALICE, 6);
        GuildView smaller = DirectoryFold.apply(
                        guild, DemoGuild.ID, 9, new ChannelDeleted(guild.version(), new ChannelId("music")))
                .orElseThrow();
        assertThat(openTo(smaller, BOB, 1).channels()).hasSize(3);
    }

    private static GuildView openTo(@Nullable GuildView before, UserId user, int steps) {
        GuildView guild = before;
        int taken = 0;
        for (Optional<DirectoryEvent> next = DemoGuild.missing(guild, user);
                next.isPresent();
                next = DemoGuild.missing(guild, user)) {
            guild = DirectoryFold.apply(guild, DemoGuild.ID, taken++, next.get())
                    .orElseThrow();
        }
        assertThat(taken).isEqualTo(steps);
        if (guild == null) throw new AssertionError("no guild");
        return guild;
    }
}
