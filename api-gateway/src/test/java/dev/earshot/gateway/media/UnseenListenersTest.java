package dev.earshot.gateway.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.SessionId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnseenListenersTest {
    private static final Instant T = Instant.parse("2026-11-22T14:05:00Z");
    private static final Room LOUNGE = new Room(new GuildId("demo"), new ChannelId("lounge"));
    private static final Listener ALICE = listener("alice", "laptop");
    private static final Listener BOB = listener("bob", "phone");

    private final UnseenListeners unseen = new UnseenListeners();

    @Test
    void whoever_is_unseen_for_five_seconds_is_to_be_removed_and_whoever_is_seen_is_not() {
        assertThat(look(0, List.of(ALICE, BOB), ALICE)).isEmpty();
        assertThat(look(4, List.of(ALICE, BOB), ALICE)).isEmpty();
        assertThat(look(5, List.of(ALICE, BOB), ALICE)).containsExactly(BOB);
    }

    @Test
    void each_newcomer_is_worth_a_look_of_their_own_whoever_else_is_unseen_there() {
        look(0, List.of(BOB));
        assertThat(unseen.metSomebody(LOUNGE, T)).isTrue();
        look(3, List.of(BOB));
        assertThat(unseen.metSomebody(LOUNGE, T.plusSeconds(3))).isFalse();
        look(4, List.of(BOB, ALICE));
        assertThat(unseen.metSomebody(LOUNGE, T.plusSeconds(4))).isTrue();
    }

    @Test
    void a_row_that_comes_in_time_saves_and_the_next_absence_counts_anew() {
        look(0, List.of(BOB));
        look(4, List.of(BOB), BOB);
        assertThat(look(8, List.of(BOB))).isEmpty();
        assertThat(look(13, List.of(BOB))).containsExactly(BOB);
    }

    @Test
    void an_empty_listing_means_nothing() {
        look(0, List.of(BOB));
        assertThat(look(3, List.of())).isEmpty();
        assertThat(look(6, List.of(BOB))).containsExactly(BOB);
    }

    @Test
    void the_next_session_of_the_same_person_is_somebody_else() {
        look(0, List.of(BOB));
        Listener again = listener("bob", "laptop");
        assertThat(look(6, List.of(again))).isEmpty();
    }

    @Test
    void whoever_left_by_themselves_is_forgotten() {
        look(0, List.of(BOB));
        look(61, List.of());
        assertThat(look(62, List.of(BOB))).isEmpty();
    }

    private List<Listener> look(int second, List<Listener> listed, Listener... seen) {
        return unseen.observe(listed, List.of(seen)::contains, T.plusSeconds(second));
    }

    private static Listener listener(String user, String session) {
        return new Listener(LOUNGE, user, new SessionId(session));
    }
}
