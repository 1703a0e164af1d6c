package dev.earshot.gateway.feed;

import static dev.earshot.gateway.wire.Rows.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.events.id.UserId;
import dev.earshot.events.presence.PresenceRow;
import dev.earshot.events.voice.AudioState;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.DefaultEventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GuildFeedTest {
    private static final Visible ALL = new Visible(Set.of(LOUNGE, STANDUP));
    private static final Visible LOUNGE_ONLY = new Visible(Set.of(LOUNGE));
    /** Where this gateway began to tail. */
    private static final long TAIL = 100;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final DefaultEventLoop loop = new DefaultEventLoop();
    private final DefaultEventLoop otherLoop = new DefaultEventLoop();
    private long partition = TAIL;
    private final GuildFeed feed = new GuildFeed(DEMO, "topic", () -> partition, TAIL, new FeedMetrics(meters));

    @AfterEach
    void stop() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        otherLoop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    @Test
    void a_snapshot_shows_everybody_and_every_visible_channel() {
        record(ALICE, row(ALICE, LOUNGE));
        WatchingBrowser browser = watch(ALL);
        assertThat(browser.last().path("type").asString()).isEqualTo("voice:userlist");
        assertThat(browser.last().path("version").asLong()).isEqualTo(TAIL + 1);
        assertThat(browser.last().path("channels").propertyNames()).containsExactlyInAnyOrder("lounge", "standup");
        assertThat(browser.view().channels.get("lounge")).containsOnlyKeys("alice");
    }

    @Test
    void changes_follow_the_snapshot_without_a_hole() {
        WatchingBrowser browser = watch(ALL);
        record(ALICE, row(ALICE, LOUNGE));
        flush();
        record(ALICE, row(ALICE, STANDUP));
        record(BOB, row(BOB, LOUNGE));
        flush();
        ClientView view = browser.view();
        assertThat(view.hole).isFalse();
        assertThat(view.version).isEqualTo(TAIL + 3);
        assertThat(view.channels.get("standup")).containsOnlyKeys("alice");
        assertThat(view.channels.get("lounge")).containsOnlyKeys("bob");
        assertThat(browser.frames).hasSize(3);
    }

    @Test
    void a_batch_keeps_each_records_own_entry() {
        record(ALICE, row(ALICE, LOUNGE));
        WatchingBrowser browser = watch(ALL);
        record(ALICE, muted(row(ALICE, LOUNGE), true));
        record(ALICE, muted(row(ALICE, LOUNGE), false));
        record(ALICE, muted(row(ALICE, LOUNGE), true));
        flush();
        assertThat(browser.last().path("changes")).hasSize(3);
    }

    @Test
    void a_snapshot_taken_between_a_change_and_its_batch_neither_loses_nor_repeats() {
        WatchingBrowser early = watch(ALL);
        record(ALICE, row(ALICE, LOUNGE));
        WatchingBrowser late = watch(ALL);
        flush();
        record(BOB, row(BOB, LOUNGE));
        flush();
        assertThat(late.frames).hasSize(2);
        assertThat(late.view().channels).isEqualTo(early.view().channels);
        assertThat(late.view().hole).isFalse();
    }

    @Test
    void a_batch_encoded_before_the_snapshot_and_written_after_it_is_dropped() {
        watch(ALL);
        record(ALICE, row(ALICE, LOUNGE));
        List<Delivery> queued = feed.flush();
        WatchingBrowser late = watch(ALL);
        queued.forEach(delivery -> on(loop, delivery::run));
        assertThat(late.frames).hasSize(1);
        record(BOB, row(BOB, LOUNGE));
        flush();
        assertThat(late.view().hole).isFalse();
        assertThat(late.view().channels.get("lounge")).containsOnlyKeys("alice", "bob");
    }

    @Test
    void a_row_that_differs_in_nothing_visible_makes_no_frame() {
        record(ALICE, row(ALICE, LOUNGE));
        WatchingBrowser browser = watch(ALL);
        record(ALICE, row(ALICE, LOUNGE));
        record(ALICE, by(row(ALICE, LOUNGE), "s-alice", "c-next", 9));
        flush();
        assertThat(browser.frames).hasSize(1);
        record(ALICE, null);
        flush();
        assertThat(browser.view().hole).isFalse();
        assertThat(browser.view().channels).isEmpty();
    }

    @Test
    void whoever_comes_back_is_sent_what_came_since_in_one_frame() {
        WatchingBrowser before = watch(ALL);
        String epoch = before.last().path("epoch").asString();
        long version = before.last().path("version").asLong();
        record(ALICE, row(ALICE, LOUNGE));
        record(BOB, row(BOB, LOUNGE));
        WatchingBrowser again = watch(ALL, epoch, version);
        assertThat(again.frames).hasSize(1);
        assertThat(again.last().path("type").asString()).isEqualTo("voice:changes");
        assertThat(again.last().path("from").asLong()).isEqualTo(version);
        assertThat(again.last().path("changes")).hasSize(2);
    }

    @Test
    void whoever_missed_nothing_is_sent_nothing_and_goes_on_without_a_hole() {
        WatchingBrowser before = watch(ALL);
        String epoch = before.last().path("epoch").asString();
        WatchingBrowser again = watch(ALL, epoch, TAIL);
        assertThat(again.frames).isEmpty();
        record(ALICE, row(ALICE, LOUNGE));
        flush();
        assertThat(again.last().path("from").asLong()).isEqualTo(TAIL);
    }

    @Test
    void records_of_other_guilds_move_the_version_and_make_no_hole() {
        WatchingBrowser early = watch(ALL);
        partition = TAIL + 50;
        WatchingBrowser late = watch(ALL);
        assertThat(late.last().path("version").asLong()).isEqualTo(TAIL + 50);
        recordAt(TAIL + 50, ALICE, row(ALICE, LOUNGE));
        flush();
        assertThat(early.view().hole).isFalse();
        assertThat(late.view().hole).isFalse();
        assertThat(late.view().channels).isEqualTo(early.view().channels);
    }

    @Test
    void what_was_missed_before_this_gateway_began_to_tail_is_answered_with_a_snapshot() {
        String epoch = ALL.epoch("topic");
        assertThat(watch(ALL, epoch, TAIL - 1).last().path("type").asString()).isEqualTo("voice:userlist");
    }

    @Test
    void what_the_ring_has_forgotten_is_answered_with_a_snapshot() {
        watch(ALL);
        for (int i = 0; i <= GuildFeed.RING; i++) record(ALICE, muted(row(ALICE, LOUNGE), i % 2 == 0));
        assertThat(watch(ALL, ALL.epoch("topic"), TAIL).last().path("type").asString())
                .isEqualTo("voice:userlist");
        assertThat(watch(ALL, ALL.epoch("topic"), TAIL + 1).last().path("type").asString())
                .isEqualTo("voice:changes");
    }

    @Test
    void another_epoch_is_answered_with_a_snapshot() {
        assertThat(watch(ALL, "other-topic", TAIL).last().path("type").asString())
                .isEqualTo("voice:userlist");
        assertThat(watch(LOUNGE_ONLY, ALL.epoch("topic"), TAIL)
                        .last()
                        .path("type")
                        .asString())
                .isEqualTo("voice:userlist");
    }

    @Test
    void whoever_is_ahead_of_this_gateway_waits_until_it_has_caught_up() {
        WatchingBrowser ahead = watch(ALL, ALL.epoch("topic"), TAIL + 2);
        recordAt(TAIL, ALICE, row(ALICE, LOUNGE));
        flush();
        assertThat(ahead.frames).isEmpty();
        recordAt(TAIL + 2, BOB, row(BOB, LOUNGE));
        flush();
        assertThat(ahead.last().path("from").asLong()).isLessThanOrEqualTo(TAIL + 2);
        assertThat(ahead.last().path("version").asLong()).isEqualTo(TAIL + 3);
    }

    @Test
    void whoever_sees_less_is_sent_less() {
        WatchingBrowser some = watch(LOUNGE_ONLY);
        WatchingBrowser all = watch(ALL);
        record(ALICE, row(ALICE, STANDUP));
        record(BOB, row(BOB, LOUNGE));
        flush();
        assertThat(some.last().toString()).doesNotContain("alice", "standup");
        assertThat(all.last().toString()).contains("alice", "standup");
        assertThat(some.view().hole).isFalse();
    }

    @Test
    void what_a_socket_may_see_changes_with_a_new_epoch_and_a_snapshot() {
        record(ALICE, row(ALICE, STANDUP));
        WatchingBrowser browser = new WatchingBrowser(loop);
        Watcher watcher = on(loop, () -> feed.watch(browser, ALL, null, 0));
        String before = browser.last().path("epoch").asString();
        on(loop, () -> {
            watcher.see(LOUNGE_ONLY);
            return 0;
        });
        assertThat(browser.last().path("type").asString()).isEqualTo("voice:userlist");
        assertThat(browser.last().path("epoch").asString()).isNotEqualTo(before);
        assertThat(browser.view().channels).isEmpty();
        record(BOB, row(BOB, LOUNGE));
        flush();
        assertThat(browser.view().hole).isFalse();
        assertThat(browser.view().channels.get("lounge")).containsOnlyKeys("bob");
    }

    @Test
    void a_socket_that_reads_nothing_is_sent_one_snapshot_when_it_reads_again() {
        WatchingBrowser slow = watch(ALL);
        WatchingBrowser quick = watch(ALL);
        slow.reads = false;
        for (int i = 0; i < 20; i++) {
            record(ALICE, muted(row(ALICE, LOUNGE), i % 2 == 0));
            flush();
        }
        assertThat(slow.frames).hasSize(1);
        on(loop, () -> slow.reads = true);
        org.awaitility.Awaitility.await().until(() -> on(loop, () -> slow.frames.size()) == 2);
        assertThat(slow.last().path("type").asString()).isEqualTo("voice:userlist");
        record(BOB, row(BOB, LOUNGE));
        flush();
        assertThat(slow.view().hole).isFalse();
        assertThat(slow.view().channels).isEqualTo(quick.view().channels);
        assertThat(meters.counter("earshot.feed.resyncs").count()).isEqualTo(1);
    }

    @Test
    void a_long_batch_is_several_frames() {
        WatchingBrowser browser = watch(ALL);
        for (int i = 0; i < 3 * Encoding.MAX_ENTRIES; i++) record(ALICE, muted(row(ALICE, LOUNGE), i % 2 == 0));
        flush();
        assertThat(browser.frames).hasSize(1 + 3);
        assertThat(browser.view().hole).isFalse();
        assertThat(browser.view().version).isEqualTo(TAIL + 3L * Encoding.MAX_ENTRIES);
    }

    @Test
    void whoever_left_is_sent_nothing() {
        WatchingBrowser browser = new WatchingBrowser(loop);
        Watcher watcher = on(loop, () -> feed.watch(browser, ALL, null, 0));
        WatchingBrowser stays = watch(ALL);
        on(loop, () -> {
            watcher.close();
            return 0;
        });
        record(ALICE, row(ALICE, LOUNGE));
        flush();
        assertThat(browser.frames).hasSize(1);
        assertThat(stays.frames).hasSize(2);
    }

    @Test
    void whatever_happens_everybody_ends_up_with_the_same_view() {
        for (long seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            GuildFeed guild = new GuildFeed(DEMO, "topic", () -> 0, 0, new FeedMetrics(new SimpleMeterRegistry()));
            List<WatchingBrowser> browsers = new ArrayList<>();
            List<UserId> people = List.of(ALICE, BOB, CAROL);
            for (int offset = 0; offset < 120; offset++) {
                UserId user = people.get(random.nextInt(3));
                guild.apply(offset, user, random.nextInt(4) == 0 ? null : anyRow(user, random), "left");
                if (random.nextInt(3) == 0) guild.flush().forEach(delivery -> on(loop, delivery::run));
                if (random.nextInt(8) == 0) browsers.add(join(guild, browsers, random));
            }
            guild.flush().forEach(delivery -> on(loop, delivery::run));
            ClientView truth = on(loop, () -> join(guild, List.of(), random)).view();
            for (WatchingBrowser browser : browsers) {
                assertThat(browser.view().hole).as("seed %d", seed).isFalse();
                assertThat(browser.view().channels).as("seed %d", seed).isEqualTo(truth.channels);
            }
        }
    }

    // A newcomer, or somebody who comes back with what they have.
    private WatchingBrowser join(GuildFeed guild, List<WatchingBrowser> known, Random random) {
        WatchingBrowser browser = new WatchingBrowser(loop);
        boolean again = !known.isEmpty() && random.nextBoolean();
        WatchingBrowser old = again ? known.get(random.nextInt(known.size())) : browser;
        ClientView had = old.view();
        browser.frames.addAll(old.frames);
        on(loop, () -> guild.watch(browser, ALL, again ? had.epoch : null, had.version));
        return browser;
    }

    private static PresenceRow anyRow(UserId user, Random random) {
        PresenceRow row = row(user, random.nextBoolean() ? LOUNGE : STANDUP);
        row = own(row, random.nextBoolean(), random.nextBoolean(), AudioState.values()[random.nextInt(4)]);
        return speaking(row, random.nextBoolean());
    }

    private void record(UserId user, @Nullable PresenceRow row) {
        recordAt(partition, user, row);
    }

    private void recordAt(long offset, UserId user, @Nullable PresenceRow row) {
        feed.apply(offset, user, row, "left");
        partition = Math.max(partition, offset + 1);
    }

    private void flush() {
        for (Delivery delivery : feed.flush()) {
            on((DefaultEventLoop) delivery.group().loop(), delivery::run);
        }
    }

    private WatchingBrowser watch(Visible visible) {
        return watch(visible, null, 0);
    }

    private WatchingBrowser watch(Visible visible, @Nullable String epoch, long from) {
        WatchingBrowser browser = new WatchingBrowser(loop);
        on(loop, () -> feed.watch(browser, visible, epoch, from));
        return browser;
    }

    /** Runs it where sockets live, and waits. */
    private static <T> T on(DefaultEventLoop where, java.util.concurrent.Callable<T> task) {
        if (where.inEventLoop()) {
            try {
                return task.call();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
        return where.submit(task).syncUninterruptibly().getNow();
    }
}
