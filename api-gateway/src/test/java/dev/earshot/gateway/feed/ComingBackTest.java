package dev.earshot.gateway.feed;

import static dev.earshot.gateway.feed.WatchedGuild.ALL;
import static dev.earshot.gateway.feed.WatchedGuild.LOUNGE_ONLY;
import static dev.earshot.gateway.feed.WatchedGuild.TAIL;
import static dev.earshot.gateway.wire.Rows.*;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever comes back says what they have, and is sent what they lack: changes if these are known, else a snapshot. */
class ComingBackTest {
    private final WatchedGuild guild = new WatchedGuild();

    @AfterEach
    void stop() {
        guild.close();
    }

    @Test
    void whoever_comes_back_is_sent_what_came_since_in_one_frame() {
        WatchingBrowser before = guild.watch(ALL);
        String epoch = before.last().path("epoch").asString();
        long version = before.last().path("version").asLong();
        guild.record(ALICE, row(ALICE, LOUNGE));
        guild.record(BOB, row(BOB, LOUNGE));
        WatchingBrowser again = guild.watch(ALL, epoch, version);
        assertThat(again.frames).hasSize(1);
        assertThat(again.last().path("type").asString()).isEqualTo("voice:changes");
        assertThat(again.last().path("from").asLong()).isEqualTo(version);
        assertThat(again.last().path("changes")).hasSize(2);
    }

    @Test
    void whoever_missed_nothing_is_sent_nothing_and_goes_on_without_a_hole() {
        WatchingBrowser before = guild.watch(ALL);
        String epoch = before.last().path("epoch").asString();
        WatchingBrowser again = guild.watch(ALL, epoch, TAIL);
        assertThat(again.frames).isEmpty();
        guild.record(ALICE, row(ALICE, LOUNGE));
        guild.flush();
        assertThat(again.last().path("from").asLong()).isEqualTo(TAIL);
    }

    @Test
    void records_of_other_guilds_move_the_version_and_make_no_hole() {
        WatchingBrowser early = guild.watch(ALL);
        guild.place.moved(TAIL + 50);
        WatchingBrowser late = guild.watch(ALL);
        assertThat(late.last().path("version").asLong()).isEqualTo(TAIL + 50);
        guild.recordAt(TAIL + 50, ALICE, row(ALICE, LOUNGE));
        guild.flush();
        assertThat(early.view().hole).isFalse();
        assertThat(late.view().hole).isFalse();
        assertThat(late.view().channels).isEqualTo(early.view().channels);
    }

    @Test
    void what_was_missed_before_this_gateway_began_to_tail_is_answered_with_a_snapshot() {
        String epoch = ALL.epoch("topic");
        assertThat(guild.watch(ALL, epoch, TAIL - 1).last().path("type").asString())
                .isEqualTo("voice:userlist");
    }

    @Test
    void what_the_ring_has_forgotten_is_answered_with_a_snapshot() {
        guild.watch(ALL);
        for (int i = 0; i <= GuildFeed.RING; i++) guild.record(ALICE, muted(row(ALICE, LOUNGE), i % 2 == 0));
        assertThat(guild.watch(ALL, ALL.epoch("topic"), TAIL)
                        .last()
                        .path("type")
                        .asString())
                .isEqualTo("voice:userlist");
        assertThat(guild.watch(ALL, ALL.epoch("topic"), TAIL + 1)
                        .last()
                        .path("type")
                        .asString())
                .isEqualTo("voice:changes");
    }

    @Test
    void another_epoch_is_answered_with_a_snapshot() {
        assertThat(guild.watch(ALL, "other-topic", TAIL).last().path("type").asString())
                .isEqualTo("voice:userlist");
        assertThat(guild.watch(LOUNGE_ONLY, ALL.epoch("topic"), TAIL)
                        .last()
                        .path("type")
                        .asString())
                .isEqualTo("voice:userlist");
    }

    @Test
    void whoever_is_ahead_of_this_gateway_waits_until_it_has_caught_up() {
        WatchingBrowser ahead = guild.watch(ALL, ALL.epoch("topic"), TAIL + 2);
        guild.recordAt(TAIL, ALICE, row(ALICE, LOUNGE));
        guild.flush();
        assertThat(ahead.frames).isEmpty();
        guild.recordAt(TAIL + 2, BOB, row(BOB, LOUNGE));
        guild.flush();
        assertThat(ahead.last().path("from").asLong()).isLessThanOrEqualTo(TAIL + 2);
        assertThat(ahead.last().path("version").asLong()).isEqualTo(TAIL + 3);
    }
}
