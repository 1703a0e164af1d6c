package dev.earshot.gateway.feed;

import static dev.earshot.gateway.feed.WatchedGuild.ALL;
import static dev.earshot.gateway.feed.WatchedGuild.TAIL;
import static dev.earshot.gateway.feed.WatchedGuild.on;
import static dev.earshot.gateway.wire.Rows.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.events.id.UserId;
import dev.earshot.events.presence.PresenceRow;
import dev.earshot.events.voice.AudioState;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a snapshot becomes live, and what is in a batch. */
class GuildFeedTest {
    private final WatchedGuild guild = new WatchedGuild();

    @AfterEach
    void stop() {
        guild.close();
    }

    @Test
    void a_snapshot_shows_everybody_and_every_visible_channel() {
        guild.record(ALICE, row(ALICE, LOUNGE));
        WatchingBrowser browser = guild.watch(ALL);
        assertThat(browser.last().path("type").asString()).isEqualTo("voice:userlist");
        assertThat(browser.last().path("version").asLong()).isEqualTo(TAIL + 1);
        assertThat(browser.last().path("channels").propertyNames()).containsExactlyInAnyOrder("lounge", "standup");
        assertThat(browser.view().channels.get("lounge")).containsOnlyKeys("alice");
    }

    @Test
    void changes_follow_the_snapshot_without_a_hole() {
        WatchingBrowser browser = guild.watch(ALL);
        guild.record(ALICE, row(ALICE, LOUNGE));
        guild.flush();
        guild.record(ALICE, row(ALICE, STANDUP));
        guild.record(BOB, row(BOB, LOUNGE));
        guild.flush();
        ClientView view = browser.view();
        assertThat(view.hole).isFalse();
        assertThat(view.version).isEqualTo(TAIL + 3);
        assertThat(view.channels.get("standup")).containsOnlyKeys("alice");
        assertThat(view.channels.get("lounge")).containsOnlyKeys("bob");
        assertThat(browser.frames).hasSize(3);
    }

    @Test
    void a_batch_keeps_each_records_own_entry() {
        guild.record(ALICE, row(ALICE, LOUNGE));
        WatchingBrowser browser = guild.watch(ALL);
        guild.record(ALICE, muted(row(ALICE, LOUNGE), true));
        guild.record(ALICE, muted(row(ALICE, LOUNGE), false));
        guild.record(ALICE, muted(row(ALICE, LOUNGE), true));
        guild.flush();
        assertThat(browser.last().path("changes")).hasSize(3);
    }

    @Test
    void a_snapshot_taken_between_a_change_and_its_batch_neither_loses_nor_repeats() {
        WatchingBrowser early = guild.watch(ALL);
        guild.record(ALICE, row(ALICE, LOUNGE));
        WatchingBrowser late = guild.watch(ALL);
        guild.flush();
        guild.record(BOB, row(BOB, LOUNGE));
        guild.flush();
        assertThat(late.frames).hasSize(2);
        assertThat(late.view().channels).isEqualTo(early.view().channels);
        assertThat(late.view().hole).isFalse();
    }

    @Test
    void a_batch_encoded_before_the_snapshot_and_written_after_it_is_dropped() {
        guild.watch(ALL);
        guild.record(ALICE, row(ALICE, LOUNGE));
        List<Delivery> queued = guild.feed.flush();
        WatchingBrowser late = guild.watch(ALL);
        queued.forEach(delivery -> on(guild.loop, delivery::run));
        assertThat(late.frames).hasSize(1);
        guild.record(BOB, row(BOB, LOUNGE));
        guild.flush();
        assertThat(late.view().hole).isFalse();
        assertThat(late.view().channels.get("lounge")).containsOnlyKeys("alice", "bob");
    }

    @Test
    void a_row_that_differs_in_nothing_visible_makes_no_frame() {
        guild.record(ALICE, row(ALICE, LOUNGE));
        WatchingBrowser browser = guild.watch(ALL);
        guild.record(ALICE, row(ALICE, LOUNGE));
        guild.record(ALICE, by(row(ALICE, LOUNGE), "s-alice", "c-next", 9));
        guild.flush();
        assertThat(browser.frames).hasSize(1);
        guild.record(ALICE, null);
        guild.flush();
        assertThat(browser.view().hole).isFalse();
        assertThat(browser.view().channels).isEmpty();
    }

    @Test
    void a_socket_that_reads_nothing_is_sent_one_snapshot_when_it_reads_again() {
        WatchingBrowser slow = guild.watch(ALL);
        WatchingBrowser quick = guild.watch(ALL);
        slow.reads = false;
        for (int i = 0; i < 20; i++) {
            guild.record(ALICE, muted(row(ALICE, LOUNGE), i % 2 == 0));
            guild.flush();
        }
        assertThat(slow.frames).hasSize(1);
        on(guild.loop, () -> slow.reads = true);
        org.awaitility.Awaitility.await().until(() -> on(guild.loop, () -> slow.frames.size()) == 2);
        assertThat(slow.last().path("type").asString()).isEqualTo("voice:userlist");
        guild.record(BOB, row(BOB, LOUNGE));
        guild.flush();
        assertThat(slow.view().hole).isFalse();
        assertThat(slow.view().channels).isEqualTo(quick.view().channels);
        assertThat(guild.meters.counter("earshot.feed.resyncs").count()).isEqualTo(1);
    }

    @Test
    void a_long_batch_is_several_frames() {
        WatchingBrowser browser = guild.watch(ALL);
        for (int i = 0; i < 3 * Encoding.MAX_ENTRIES; i++) guild.record(ALICE, muted(row(ALICE, LOUNGE), i % 2 == 0));
        guild.flush();
        assertThat(browser.frames).hasSize(1 + 3);
        assertThat(browser.view().hole).isFalse();
        assertThat(browser.view().version).isEqualTo(TAIL + 3L * Encoding.MAX_ENTRIES);
    }

    @Test
    void whoever_left_is_sent_nothing() {
        WatchingBrowser browser = new WatchingBrowser(guild.loop);
        Watcher watcher = guild.watch(guild.feed, browser, ALL, null, 0);
        WatchingBrowser stays = guild.watch(ALL);
        guild.leave(watcher);
        guild.record(ALICE, row(ALICE, LOUNGE));
        guild.flush();
        assertThat(browser.frames).hasSize(1);
        assertThat(stays.frames).hasSize(2);
    }

    @Test
    void whatever_happens_everybody_ends_up_with_the_same_view() {
        for (long seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            GuildFeed feed =
                    new GuildFeed(DEMO, WatchedGuild.place("topic", 0), new FeedMetrics(new SimpleMeterRegistry()));
            List<WatchingBrowser> browsers = new ArrayList<>();
            List<UserId> people = List.of(ALICE, BOB, CAROL);
            for (int offset = 0; offset < 120; offset++) {
                UserId user = people.get(random.nextInt(3));
                feed.apply(offset, user, random.nextInt(4) == 0 ? null : anyRow(user, random), "left");
                if (random.nextInt(3) == 0) feed.flush().forEach(delivery -> on(guild.loop, delivery::run));
                if (random.nextInt(8) == 0) browsers.add(join(feed, browsers, random));
            }
            feed.flush().forEach(delivery -> on(guild.loop, delivery::run));
            ClientView truth =
                    on(guild.loop, () -> join(feed, List.of(), random)).view();
            for (WatchingBrowser browser : browsers) {
                assertThat(browser.view().hole).as("seed %d", seed).isFalse();
                assertThat(browser.view().channels).as("seed %d", seed).isEqualTo(truth.channels);
            }
        }
    }

    // A newcomer, or somebody who comes back with what they have.
    private WatchingBrowser join(GuildFeed feed, List<WatchingBrowser> known, Random random) {
        WatchingBrowser browser = new WatchingBrowser(guild.loop);
        boolean again = !known.isEmpty() && random.nextBoolean();
        WatchingBrowser old = again ? known.get(random.nextInt(known.size())) : browser;
        ClientView had = old.view();
        browser.frames.addAll(old.frames);
        guild.watch(feed, browser, ALL, again ? had.epoch : null, had.version);
        return browser;
    }

    private static PresenceRow anyRow(UserId user, Random random) {
        PresenceRow row = row(user, random.nextBoolean() ? LOUNGE : STANDUP);
        row = own(row, random.nextBoolean(), random.nextBoolean(), AudioState.values()[random.nextInt(4)]);
        return speaking(row, random.nextBoolean());
    }
}
