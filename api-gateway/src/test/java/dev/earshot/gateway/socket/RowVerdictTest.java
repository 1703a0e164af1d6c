package dev.earshot.gateway.socket;

import static dev.earshot.gateway.socket.Cast.*;
import static dev.earshot.gateway.wire.Rows.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.events.id.ConnectionId;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.presence.PresenceRow;
import dev.earshot.events.presence.Refusal;
import dev.earshot.events.presence.RefusalCode;
import dev.earshot.events.voice.OwnState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Alice joined the lounge with the offset 7. */
class RowVerdictTest {
    private static final SessionState HERE = in(DEMO, LOUNGE);
    private static final SessionState SENT =
            NOWHERE.with(Placement.asked(DEMO, LOUNGE, OwnState.joining(false, false)));
    private static final SessionState ASKED = NOWHERE.with(
            Placement.asked(DEMO, LOUNGE, OwnState.joining(false, false)).at(7));
    private static final PresenceRow MINE = row(ALICE, LOUNGE);
    private static final RowVerdict NOTHING = new RowVerdict.Nothing();

    @Test
    void ones_own_row_is_a_seat_and_news_only_once() {
        assertThat(of(ASKED, MINE)).isEqualTo(new RowVerdict.Seated(DEMO, MINE, true));
        assertThat(of(HERE, MINE)).isEqualTo(new RowVerdict.Seated(DEMO, MINE, false));
        PresenceRow moved = row(ALICE, STANDUP);
        assertThat(of(HERE, moved)).isEqualTo(new RowVerdict.Seated(DEMO, moved, true));
    }

    @Test
    void a_row_that_appears_unasked_is_a_seat_as_well() {
        assertThat(of(NOWHERE, MINE)).isEqualTo(new RowVerdict.Seated(DEMO, MINE, true));
    }

    @Test
    void a_later_join_of_another_session_replaces_this_one() {
        assertThat(of(HERE, by(MINE, "s-phone", "c-phone", 8)))
                .isEqualTo(new RowVerdict.Replaced(DEMO, LOUNGE, new SessionId("s-phone")));
    }

    @Test
    void an_older_session_is_the_one_that_we_replace() {
        assertThat(of(HERE, by(MINE, "s-phone", "c-phone", 6))).isEqualTo(NOTHING);
    }

    @Test
    void while_kafka_has_not_said_where_our_join_is_nobody_knows_which_is_newer() {
        assertThat(of(SENT, by(MINE, "s-phone", "c-phone", 8))).isEqualTo(NOTHING);
        assertThat(of(SENT, MINE)).isEqualTo(NOTHING);
    }

    @Test
    void a_row_of_an_earlier_join_of_ours_and_the_tombstone_of_its_leave_are_not_about_this_one() {
        assertThat(of(ASKED, by(MINE, "s-alice", "c-alice", 5))).isEqualTo(NOTHING);
        assertThat(of(ASKED, null)).isEqualTo(NOTHING);
    }

    @Test
    void a_later_connection_of_the_same_session_takes_it_over() {
        assertThat(of(HERE, by(MINE, "s-alice", "c-other", 8))).isEqualTo(new RowVerdict.TakenOver());
    }

    @Test
    void a_late_row_of_the_connection_before_takes_over_nothing() {
        assertThat(of(HERE, by(MINE, "s-alice", "c-other", 3))).isEqualTo(NOTHING);
    }

    @Test
    void a_tombstone_ends_a_stay_that_was_seen_and_no_other() {
        assertThat(of(HERE, null)).isEqualTo(new RowVerdict.Ended());
        assertThat(of(ASKED, null)).isEqualTo(NOTHING);
        assertThat(of(NOWHERE, null)).isEqualTo(NOTHING);
    }

    @Test
    void a_refusal_finds_its_socket_and_no_other() {
        Refusal full = new Refusal(new ConnectionId("c-alice"), RefusalCode.CHANNEL_FULL);
        assertThat(RowVerdict.of(ASKED, DEMO, null, full))
                .isEqualTo(new RowVerdict.Refused(RefusalCode.CHANNEL_FULL, null));
        assertThat(RowVerdict.of(HERE, DEMO, MINE, full))
                .isEqualTo(new RowVerdict.Refused(RefusalCode.CHANNEL_FULL, MINE));
        Refusal others = new Refusal(new ConnectionId("c-bob"), RefusalCode.CHANNEL_FULL);
        assertThat(RowVerdict.of(ASKED, DEMO, null, others)).isEqualTo(NOTHING);
    }

    @Test
    void what_happens_in_another_guild_means_nothing_here() {
        assertThat(RowVerdict.of(HERE, OTHER, by(MINE, "s-phone", "c-phone", 99), null))
                .isEqualTo(NOTHING);
        assertThat(RowVerdict.of(HERE, OTHER, null, null)).isEqualTo(NOTHING);
    }

    private static RowVerdict of(SessionState state, @Nullable PresenceRow row) {
        return RowVerdict.of(state, DEMO, row, null);
    }
}
