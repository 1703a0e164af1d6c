package dev.earshot.gateway.feed;

import static dev.earshot.gateway.feed.WatchedGuild.ALL;
import static dev.earshot.gateway.feed.WatchedGuild.LOUNGE_ONLY;
import static dev.earshot.gateway.feed.WatchedGuild.TAIL;
import static dev.earshot.gateway.feed.WatchedGuild.on;
import static dev.earshot.gateway.feed.WatchedGuild.place;
import static dev.earshot.gateway.wire.Rows.ALICE;
import static dev.earshot.gateway.wire.Rows.BOB;
import static dev.earshot.gateway.wire.Rows.LOUNGE;
import static dev.earshot.gateway.wire.Rows.STANDUP;
import static dev.earshot.gateway.wire.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What sockets are sent when the table was read again from its beginning, or was repaired. */
class AnotherViewTest {
    private final WatchedGuild guild = new WatchedGuild();

    @AfterEach
    void stop() {
        guild.close();
    }

    @Test
    void everybody_is_sent_a_snapshot_although_epoch_and_version_are_the_same_numbers() {
        guild.record(ALICE, row(ALICE, LOUNGE));
        WatchingBrowser all = guild.watch(ALL);
        WatchingBrowser lounge = guild.watch(LOUNGE_ONLY);
        String epoch = all.view().epoch;
        guild.swap(place("topic", TAIL + 1), row(BOB, LOUNGE));
        for (WatchingBrowser browser : List.of(all, lounge)) {
            assertThat(browser.frames).hasSize(2);
            assertThat(browser.last().path("type").asString()).isEqualTo("voice:userlist");
            assertThat(browser.view().channels.get("lounge")).containsOnlyKeys("bob");
        }
        assertThat(all.view().epoch).isEqualTo(epoch);
        assertThat(all.view().version).isEqualTo(TAIL + 1);
    }

    @Test
    void changes_go_on_after_the_snapshot_without_a_hole() {
        WatchingBrowser browser = guild.watch(ALL);
        guild.swap(place("another", 5), row(BOB, LOUNGE));
        guild.record(ALICE, row(ALICE, STANDUP));
        guild.flush();
        assertThat(browser.view().hole).isFalse();
        assertThat(browser.view().version).isEqualTo(6);
        assertThat(browser.view().channels.get("standup")).containsOnlyKeys("alice");
        assertThat(browser.view().channels.get("lounge")).containsOnlyKeys("bob");
    }

    @Test
    void a_batch_of_the_view_before_is_not_written_to_a_socket_that_has_the_new_one() {
        guild.watch(ALL);
        guild.record(ALICE, row(ALICE, LOUNGE));
        List<Delivery> queued = guild.feed.flush();
        guild.swap(place("another", 3), row(BOB, LOUNGE));
        WatchingBrowser late = guild.watch(ALL);
        queued.forEach(delivery -> on(guild.loop, delivery::run));
        assertThat(late.frames).hasSize(1);
        assertThat(late.view().channels.get("lounge")).containsOnlyKeys("bob");
    }

    @Test
    void changes_that_waited_for_their_batch_are_in_the_snapshot_or_gone_with_the_view() {
        WatchingBrowser browser = guild.watch(ALL);
        guild.record(ALICE, row(ALICE, LOUNGE));
        guild.swap(place("topic", TAIL + 1), row(BOB, LOUNGE));
        assertThat(guild.feed.flush()).isEmpty();
        assertThat(browser.view().channels.get("lounge")).containsOnlyKeys("bob");
    }

    @Test
    void nobody_who_comes_back_is_answered_from_changes_of_the_view_before() {
        guild.record(ALICE, row(ALICE, LOUNGE));
        WatchingBrowser before = guild.watch(ALL);
        guild.swap(place("topic", TAIL + 10), row(BOB, LOUNGE));
        WatchingBrowser again = guild.watch(ALL, before.view().epoch, TAIL);
        assertThat(again.last().path("type").asString()).isEqualTo("voice:userlist");
    }

    @Test
    void a_repair_sends_the_same_rows_under_another_epoch() {
        guild.record(ALICE, row(ALICE, LOUNGE));
        WatchingBrowser browser = guild.watch(ALL);
        String epoch = browser.view().epoch;
        guild.feed.renewEpoch(guild.place.raised(1, TAIL + 2));
        guild.settle();
        assertThat(browser.frames).hasSize(2);
        assertThat(browser.view().epoch).isNotEqualTo(epoch).startsWith("topic.g1-");
        assertThat(browser.view().version).isEqualTo(TAIL + 2);
        assertThat(browser.view().channels.get("lounge")).containsOnlyKeys("alice");
    }

    @Test
    void a_socket_that_reads_nothing_is_sent_the_new_view_when_it_reads_again() {
        WatchingBrowser slow = guild.watch(ALL);
        slow.reads = false;
        guild.swap(place("topic", TAIL + 1), row(BOB, LOUNGE));
        assertThat(slow.frames).hasSize(1);
        on(guild.loop, () -> slow.reads = true);
        org.awaitility.Awaitility.await().until(() -> on(guild.loop, () -> slow.frames.size()) == 2);
        assertThat(slow.view().channels.get("lounge")).containsOnlyKeys("bob");
    }

    @Test
    void every_way_in_which_a_version_could_name_two_contents_is_in_the_epoch() {
        PartitionEpoch plain = new PartitionEpoch("topic", 0, 0, "");
        assertThat(List.of(
                        plain.text(),
                        new PartitionEpoch("another", 0, 0, "").text(),
                        new PartitionEpoch("topic", 7, 0, "").text(),
                        plain.raised(1).text(),
                        plain.raised(2).text(),
                        new PartitionEpoch("topic", 0, 0, "4f1c").text()))
                .doesNotHaveDuplicates();
        assertThat(new PartitionEpoch("topic", 0, 0, "4f1c").raised(3)).isEqualTo(plain.raised(3));
    }

    @Test
    void a_client_far_ahead_of_this_gateway_is_sent_a_snapshot_after_ten_seconds() {
        EmbeddedChannel channel = new EmbeddedChannel();
        channel.freezeTime();
        WatchingBrowser ahead = new WatchingBrowser(channel.eventLoop());
        Watcher watcher = guild.feed.watch(ahead, ALL, ALL.epoch("topic"), TAIL + 1000);
        pass(channel, 9_700);
        assertThat(ahead.frames).isEmpty();
        pass(channel, 300);
        assertThat(ahead.frames).hasSize(1);
        assertThat(ahead.view().version).isEqualTo(TAIL);
        assertThat(watcher.sentVersion()).isEqualTo(TAIL);
        watcher.close();
        channel.close();
    }

    @Test
    void a_client_that_is_ahead_for_a_moment_is_sent_nothing() {
        EmbeddedChannel channel = new EmbeddedChannel();
        channel.freezeTime();
        WatchingBrowser ahead = new WatchingBrowser(channel.eventLoop());
        Watcher watcher = guild.feed.watch(ahead, ALL, ALL.epoch("topic"), TAIL + 2);
        pass(channel, 5_000);
        guild.recordAt(TAIL + 1, ALICE, row(ALICE, LOUNGE));
        pass(channel, 60_000);
        assertThat(ahead.frames).isEmpty();
        watcher.close();
        channel.close();
    }

    private static void pass(EmbeddedChannel channel, long millis) {
        for (long passed = 0; passed < millis; passed += 50) {
            channel.advanceTimeBy(50, TimeUnit.MILLISECONDS);
            channel.runScheduledPendingTasks();
        }
    }
}
