package dev.earshot.gateway.feed;

import static dev.earshot.gateway.wire.Rows.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.events.presence.PresenceRow;
import dev.earshot.gateway.wire.WireChange;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WireChangesTest {
    private static final Visible ALL = new Visible(Set.of(LOUNGE, STANDUP, MUSIC));
    private static final Visible LOUNGE_ONLY = new Visible(Set.of(LOUNGE));
    private static final PresenceRow IN_LOUNGE = row(ALICE, LOUNGE);
    private static final PresenceRow IN_STANDUP = row(ALICE, STANDUP);

    @Test
    void a_row_that_comes_is_a_join() {
        assertThat(changes(null, IN_LOUNGE, ALL)).containsExactly(new WireChange.Join(IN_LOUNGE));
    }

    @Test
    void a_tombstone_is_a_leave_with_its_reason() {
        assertThat(reason("left")).isEqualTo("left");
        assertThat(reason("expired")).isEqualTo("expired");
        assertThat(reason("removed")).isEqualTo("removed");
        assertThat(reason("permission-lost")).isEqualTo("removed");
        assertThat(reason("channel-closed")).isEqualTo("closed");
        assertThat(reason("refused")).isEqualTo("left");
    }

    @Test
    void a_move_is_one_change() {
        assertThat(changes(IN_LOUNGE, IN_STANDUP, ALL)).containsExactly(new WireChange.Move(IN_STANDUP, LOUNGE));
    }

    @Test
    void a_move_with_one_hidden_end_is_a_join_or_a_leave() {
        assertThat(changes(IN_LOUNGE, IN_STANDUP, LOUNGE_ONLY))
                .containsExactly(new WireChange.Leave(LOUNGE, ALICE, "moved-hidden"));
        assertThat(changes(IN_STANDUP, IN_LOUNGE, LOUNGE_ONLY)).containsExactly(new WireChange.Join(IN_LOUNGE));
    }

    @Test
    void what_happens_in_hidden_channels_is_not_seen() {
        assertThat(changes(null, IN_STANDUP, LOUNGE_ONLY)).isEmpty();
        assertThat(changes(IN_STANDUP, null, LOUNGE_ONLY)).isEmpty();
        assertThat(changes(IN_STANDUP, row(ALICE, MUSIC), LOUNGE_ONLY)).isEmpty();
    }

    @Test
    void a_mute_that_stops_the_ring_is_a_state_and_the_end_of_speech() {
        PresenceRow talking = speaking(IN_LOUNGE, true);
        PresenceRow muted = muted(IN_LOUNGE, true);
        assertThat(changes(talking, muted, ALL))
                .containsExactly(new WireChange.State(talking, muted), new WireChange.Speaking(LOUNGE, ALICE, false));
    }

    @Test
    void a_replacement_in_the_same_channel_is_a_join_with_the_new_session() {
        PresenceRow phone = by(IN_LOUNGE, "s-phone", "c-phone", 9);
        assertThat(changes(IN_LOUNGE, phone, ALL)).containsExactly(new WireChange.Join(phone));
    }

    @Test
    void another_connection_of_the_same_session_is_nothing_that_anybody_sees() {
        assertThat(changes(IN_LOUNGE, by(IN_LOUNGE, "s-alice", "c-other", 9), ALL))
                .isEmpty();
    }

    private static List<WireChange> changes(
            @Nullable PresenceRow before, @Nullable PresenceRow after, Visible visible) {
        return WireChanges.of(new RowChange(1, ALICE, before, after, "left"), visible);
    }

    private static String reason(String why) {
        RowChange gone = new RowChange(1, ALICE, IN_LOUNGE, null, why);
        return ((WireChange.Leave) WireChanges.of(gone, ALL).getFirst()).reason();
    }
}
