package dev.earshot.gateway.feed;

import static dev.earshot.gateway.wire.Rows.ALICE;
import static dev.earshot.gateway.wire.Rows.BOB;
import static dev.earshot.gateway.wire.Rows.CAROL;
import static dev.earshot.gateway.wire.Rows.DEMO;
import static dev.earshot.gateway.wire.Rows.LOUNGE;
import static dev.earshot.gateway.wire.Rows.STANDUP;
import static dev.earshot.gateway.wire.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.events.id.UserId;
import dev.earshot.events.presence.PresenceKey;
import dev.earshot.events.presence.PresenceRow;
import dev.earshot.kafka.tail.Cause;
import dev.earshot.kafka.tail.Reading;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the gateway's own readers are told when the table was read again from its beginning. */
class SwappedTableTest {
    private final AtomicLong nanoTime = new AtomicLong();
    private final GuildFeeds feeds = new GuildFeeds(1, new FeedMetrics(new SimpleMeterRegistry()), nanoTime::get);
    private final List<String> told = new ArrayList<>();
    private FilledTable table = table(Cause.START);

    @Test
    void rows_that_came_changed_or_went_are_told_and_those_that_are_the_same_are_not() {
        fill(0, ALICE, row(ALICE, LOUNGE));
        fill(1, BOB, row(BOB, LOUNGE));
        feeds.swap(table);
        listen();
        table = table(Cause.AWAY);
        fill(1, BOB, row(BOB, LOUNGE));
        fill(2, CAROL, row(CAROL, STANDUP));
        feeds.swap(table);
        assertThat(told).containsExactlyInAnyOrder("alice gone", "carol in standup");
        assertThat(feeds.rows(DEMO)).extracting(PresenceRow::userId).containsExactlyInAnyOrder(BOB, CAROL);
        assertThat(feeds.seat(ALICE, row(ALICE, LOUNGE).sessionId())).isEmpty();
        assertThat(feeds.seat(CAROL, row(CAROL, STANDUP).sessionId())).isPresent();
    }

    @Test
    void whoever_waits_for_a_row_gets_it_from_the_table_that_is_swapped_in() {
        List<PresenceRow> came = new ArrayList<>();
        feeds.awaitRow(DEMO, ALICE, _ -> true).subscribe(came::add);
        fill(0, ALICE, row(ALICE, LOUNGE));
        assertThat(came).isEmpty();
        assertThat(feeds.row(DEMO, ALICE)).isEmpty();
        feeds.swap(table);
        assertThat(came).containsExactly(row(ALICE, LOUNGE));
    }

    @Test
    void a_tombstone_while_the_table_is_filled_takes_the_row_out_again() {
        fill(0, ALICE, row(ALICE, LOUNGE));
        fill(1, ALICE, null);
        feeds.swap(table);
        assertThat(feeds.row(DEMO, ALICE)).isEmpty();
        assertThat(feeds.guilds(0)).isEmpty();
    }

    @Test
    void a_generation_counts_for_guilds_that_are_first_asked_for_after_it() {
        feeds.swap(table);
        feeds.generation(0, 0, 3);
        feeds.generation(0, 1, 2);
        WatchedGuild loop = new WatchedGuild();
        WatchingBrowser browser = new WatchingBrowser(loop.loop);
        loop.watch(feeds.feed(DEMO), browser, WatchedGuild.ALL, null, 0);
        assertThat(browser.view().epoch).startsWith("topic.g3-");
        assertThat(browser.view().version).isEqualTo(2);
        loop.close();
    }

    @Test
    void a_row_that_was_lost_is_told_as_gone_only_when_the_projector_has_repaired_the_table() {
        loseAlicesRow();
        pass(Duration.ofMinutes(2));
        assertThat(told).as("the projector stands still").isEmpty();
        assertThat(feeds.complete()).isFalse();
        feeds.generation(0, 0, 1);
        pass(Duration.ofSeconds(9));
        assertThat(told).isEmpty();
        pass(Duration.ofSeconds(1));
        assertThat(told).containsExactly("alice gone");
        assertThat(feeds.complete()).isTrue();
    }

    @Test
    void a_row_that_was_lost_and_is_written_again_was_never_gone() {
        loseAlicesRow();
        feeds.generation(0, 0, 1);
        feeds.row(0, 1, new PresenceKey(DEMO, ALICE), row(ALICE, LOUNGE), null, "repair");
        pass(Duration.ofMinutes(1));
        assertThat(told).containsExactly("alice in lounge");
    }

    @Test
    void a_repair_that_was_read_with_the_table_counts_as_well() {
        fill(0, ALICE, row(ALICE, LOUNGE));
        feeds.swap(table);
        listen();
        feeds.rowsLost();
        table = table(Cause.CUT);
        table.generation(0, 5, 1);
        feeds.swap(table);
        pass(Duration.ofSeconds(10));
        assertThat(told).containsExactly("alice gone");
    }

    @Test
    void a_repair_that_never_comes_is_not_waited_for_for_ever() {
        loseAlicesRow();
        pass(Duration.ofMinutes(10));
        assertThat(told).containsExactly("alice gone");
    }

    private void loseAlicesRow() {
        fill(0, ALICE, row(ALICE, LOUNGE));
        feeds.swap(table);
        listen();
        feeds.rowsLost();
        table = table(Cause.RECREATED);
        feeds.swap(table);
    }

    private void listen() {
        feeds.listen((key, row, _) -> told.add(key.user() + (row == null ? " gone" : " in " + row.channelId())));
    }

    private void pass(Duration time) {
        nanoTime.addAndGet(time.toNanos());
        feeds.tellMissing();
    }

    private void fill(long offset, UserId user, @Nullable PresenceRow row) {
        table.row(0, offset, new PresenceKey(DEMO, user), row, null, "left");
    }

    private static FilledTable table(Cause cause) {
        return new FilledTable(new Reading("topic", Map.of(0, 0L), Map.of(0, 0L), cause), 1);
    }
}
