package dev.earshot.gateway.feed;

import static dev.earshot.gateway.feed.WatchedGuild.ALL;
import static dev.earshot.gateway.feed.WatchedGuild.LOUNGE_ONLY;
import static dev.earshot.gateway.feed.WatchedGuild.on;
import static dev.earshot.gateway.wire.Rows.*;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sockets that may see some channels and not others. */
class VisibilityTest {
    private final WatchedGuild guild = new WatchedGuild();

    @AfterEach
    void stop() {
        guild.close();
    }

    @Test
    void whoever_sees_less_is_sent_less() {
        WatchingBrowser some = guild.watch(LOUNGE_ONLY);
        WatchingBrowser all = guild.watch(ALL);
        guild.record(ALICE, row(ALICE, STANDUP));
        guild.record(BOB, row(BOB, LOUNGE));
        guild.flush();
        assertThat(some.last().toString()).doesNotContain("alice", "standup");
        assertThat(all.last().toString()).contains("alice", "standup");
        assertThat(some.view().hole).isFalse();
    }

    @Test
    void what_a_socket_may_see_changes_with_a_new_epoch_and_a_snapshot() {
        guild.record(ALICE, row(ALICE, STANDUP));
        WatchingBrowser browser = new WatchingBrowser(guild.loop);
        Watcher watcher = guild.watch(guild.feed, browser, ALL, null, 0);
        String before = browser.last().path("epoch").asString();
        on(guild.loop, () -> {
            watcher.see(LOUNGE_ONLY);
            return 0;
        });
        assertThat(browser.last().path("type").asString()).isEqualTo("voice:userlist");
        assertThat(browser.last().path("epoch").asString()).isNotEqualTo(before);
        assertThat(browser.view().channels).isEmpty();
        guild.record(BOB, row(BOB, LOUNGE));
        guild.flush();
        assertThat(browser.view().hole).isFalse();
        assertThat(browser.view().channels.get("lounge")).containsOnlyKeys("bob");
    }
}
