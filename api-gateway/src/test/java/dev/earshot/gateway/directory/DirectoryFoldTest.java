package dev.earshot.gateway.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.events.directory.ChannelKind;
import dev.earshot.events.directory.DirectoryEvent;
import dev.earshot.events.directory.DirectoryEvent.ChannelCreated;
import dev.earshot.events.directory.DirectoryEvent.ChannelDeleted;
import dev.earshot.events.directory.DirectoryEvent.GuildCreated;
import dev.earshot.events.directory.DirectoryEvent.MemberAdded;
import dev.earshot.events.directory.DirectoryEvent.MemberRemoved;
import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.UserId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DirectoryFoldTest {
    private static final GuildId GUILD = new GuildId("g");
    private static final ChannelId LOUNGE = new ChannelId("lounge");
    private static final ChannelId MUSIC = new ChannelId("music");
    private static final UserId ALICE = new UserId("alice");
    private static final UserId BOB = new UserId("bob");

    @Test
    void a_guild_is_created_once_and_grows_by_events() {
        GuildView guild = fold(
                new GuildCreated(0, "Guild"),
                new ChannelCreated(1, MUSIC, "music", ChannelKind.VOICE, 5),
                new ChannelCreated(2, LOUNGE, "lounge", ChannelKind.VOICE, 0),
                new MemberAdded(3, ALICE));
        assertThat(guild.name()).isEqualTo("Guild");
        assertThat(guild.channels().keySet()).containsExactly(MUSIC, LOUNGE);
        assertThat(guild.channels()).containsEntry(MUSIC, new Channel(MUSIC, "music", ChannelKind.VOICE, 5));
        assertThat(guild.members()).containsExactly(ALICE);
        assertThat(guild.version()).isEqualTo(4);
        assertThat(guild.offset()).isEqualTo(103);
    }

    @Test
    void of_two_writers_who_saw_the_same_version_the_first_wins_and_the_second_changes_nothing() {
        GuildView before = fold(new GuildCreated(0, "Guild"));
        GuildView first = apply(before, new MemberAdded(1, ALICE)).orElseThrow();
        assertThat(apply(first, new MemberAdded(1, BOB))).isEmpty();
        assertThat(apply(first, new MemberAdded(2, BOB)).orElseThrow().members())
                .containsExactlyInAnyOrder(ALICE, BOB);
    }

    @Test
    void reading_the_topic_again_from_the_beginning_changes_nothing() {
        List<DirectoryEvent> events =
                List.of(new GuildCreated(0, "Guild"), new MemberAdded(1, ALICE), new MemberRemoved(2, ALICE));
        GuildView guild = fold(events.toArray(DirectoryEvent[]::new));
        for (DirectoryEvent event : events) assertThat(apply(guild, event)).isEmpty();
    }

    @Test
    void a_guild_begins_with_its_creation_and_with_nothing_else() {
        assertThat(apply(null, new MemberAdded(0, ALICE))).isEmpty();
        assertThat(apply(null, new GuildCreated(1, "Guild"))).isEmpty();
        GuildView guild = fold(new GuildCreated(0, "Guild"));
        assertThat(apply(guild, new GuildCreated(1, "Again"))).isEmpty();
    }

    @Test
    void what_is_removed_is_gone_and_the_view_before_still_has_it() {
        GuildView before = fold(
                new GuildCreated(0, "Guild"),
                new ChannelCreated(1, LOUNGE, "lounge", ChannelKind.VOICE, 0),
                new MemberAdded(2, ALICE));
        GuildView noChannel = apply(before, new ChannelDeleted(3, LOUNGE)).orElseThrow();
        GuildView nobody = apply(noChannel, new MemberRemoved(4, ALICE)).orElseThrow();
        assertThat(noChannel.channels()).isEmpty();
        assertThat(nobody.isMember(ALICE)).isFalse();
        assertThat(before.channels()).containsKey(LOUNGE);
        assertThat(before.isMember(ALICE)).isTrue();
    }

    private static Optional<GuildView> apply(@Nullable GuildView before, DirectoryEvent event) {
        return DirectoryFold.apply(before, GUILD, 200, event);
    }

    private static GuildView fold(DirectoryEvent... events) {
        GuildView guild = null;
        long offset = 100;
        for (DirectoryEvent event : events) {
            guild = DirectoryFold.apply(guild, GUILD, offset++, event).orElseThrow();
        }
        if (guild == null) throw new AssertionError("no events");
        return guild;
    }
}
