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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the gateway's own readers are told when the table was read again from its beginning. */
class SwappedTableTest {
    private final GuildFeeds feeds = new GuildFeeds(1, new FeedMetrics(new SimpleMeterRegistry()));
    private final List<String> told = new ArrayList<>();
    private FilledTable table = table(Cause.START);

    @Test
    void rows_that_came_changed_or_went_are_told_and_those_that_are_the_same_are_not() {
        fill(0, ALICE, row(ALICE, LOUNGE));
        fill(1, BOB, row(BOB, LOUNGE));
        feeds.swap(table);
        feeds.listen((key, row, _) -> told.add(key.user() + (row == null ? " gone" : " in " + row.channelId())));
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

    private void fill(long offset, UserId user, @Nullable PresenceRow row) {
        table.row(0, offset, new PresenceKey(DEMO, user), row, null, "left");
    }

    private static FilledTable table(Cause cause) {
        return new FilledTable(new Reading("topic", Map.of(0, 0L), Map.of(0, 0L), cause), 1);
    }
}
