package dev.earshot.gateway.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.events.id.SessionId;
import dev.earshot.gateway.media.MediaAction.Mute;
import dev.earshot.gateway.media.MediaAction.Reason;
import dev.earshot.gateway.media.MediaAction.Remove;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RoomPlanTest {
    private static final Observed.Track OPEN = new Observed.Track("TR_1", true, false);
    private static final Observed.Track MUTED = new Observed.Track("TR_1", true, true);
    private static final Observed.Track SECOND = new Observed.Track("TR_2", true, true);
    private static final Observed.Track CAMERA = new Observed.Track("TR_3", false, true);

    private final RoomPlan plan = new RoomPlan();
    private final Known rows = new Known();

    @Test
    void a_participant_whose_row_shows_them_here_stays() {
        rows.seated(alice("s1"), false);
        assertThat(look(0, alice("s1", OPEN))).isEmpty();
        assertThat(look(100, alice("s1", OPEN))).isEmpty();
    }

    @Test
    void one_whose_row_was_never_seen_has_a_second_because_this_gateway_may_lag() {
        assertThat(look(0, alice("s1"))).isEmpty();
        assertThat(look(0.9, alice("s1"))).isEmpty();
        assertThat(look(1, alice("s1"))).containsExactly(removal("alice", "s1", Reason.UNSEEN));
    }

    @Test
    void a_row_that_comes_within_that_second_saves() {
        look(0, alice("s1"));
        rows.seated(alice("s1"), false);
        assertThat(look(1, alice("s1"))).isEmpty();
    }

    @Test
    void a_session_whose_row_was_seen_and_is_gone_has_no_grace() {
        rows.ended(alice("s1"));
        assertThat(look(0, alice("s1"))).containsExactly(removal("alice", "s1", Reason.UNSEEN));
    }

    @Test
    void a_person_has_one_grace_a_minute_however_many_tokens_they_come_with() {
        Duration heard = Duration.ZERO;
        for (int token = 0; token < 120; token++) {
            double joined = token * 0.5;
            if (look(joined, alice("s" + token)).isEmpty()) heard = heard.plusMillis(500);
        }
        assertThat(heard).isEqualTo(Duration.ofSeconds(1));
        assertThat(look(60, alice("later"))).as("the next minute").isEmpty();
    }

    @Test
    void nobodys_grace_is_taken_by_others() {
        look(0, alice("s1"));
        assertThat(look(2, alice("s1"), bob("s1"))).containsExactly(removal("alice", "s1", Reason.UNSEEN));
    }

    @Test
    void whoever_has_no_user_id_or_no_session_is_unseen_like_anybody_else() {
        Observed stranger = new Observed("not an id!", null, List.of());
        assertThat(look(0, stranger)).isEmpty();
        assertThat(look(1, stranger)).containsExactly(new Remove(stranger, Reason.UNSEEN));
    }

    @Test
    void an_open_track_under_a_muted_row_is_muted_if_a_second_look_finds_it() {
        rows.seated(alice("s1"), true);
        assertThat(look(0, alice("s1", OPEN))).isEmpty();
        assertThat(look(0.5, alice("s1", OPEN))).isEmpty();
        assertThat(look(1, alice("s1", OPEN))).containsExactly(new Mute(alice("s1", OPEN), "TR_1"));
    }

    @Test
    void its_owner_is_put_out_if_it_is_open_again_after_that() {
        rows.seated(alice("s1"), true);
        look(0, alice("s1", OPEN));
        look(1, alice("s1", OPEN));
        assertThat(look(2, alice("s1", OPEN))).containsExactly(removal("alice", "s1", Reason.OPEN_AGAIN, OPEN));
    }

    @Test
    void a_track_that_opens_only_between_looks_is_found_as_well() {
        rows.seated(alice("s1"), true);
        look(0, alice("s1", OPEN));
        look(1.1, alice("s1", MUTED));
        assertThat(look(4, alice("s1", OPEN))).hasOnlyElementsOfType(Mute.class).hasSize(1);
        for (int second = 8; second < 300; second += 4)
            assertThat(look(second, alice("s1", MUTED))).isEmpty();
        assertThat(look(300, alice("s1", OPEN))).containsExactly(removal("alice", "s1", Reason.OPEN_AGAIN, OPEN));
    }

    @Test
    void coming_in_again_does_not_make_that_undone() {
        rows.seated(alice("s1"), true);
        look(0, alice("s1", OPEN));
        look(1, alice("s1", OPEN));
        look(2, alice("s1", OPEN));
        look(3);
        assertThat(look(30, alice("s1", OPEN))).containsExactly(removal("alice", "s1", Reason.OPEN_AGAIN, OPEN));
    }

    @Test
    void an_unmute_makes_all_of_it_undone() {
        rows.seated(alice("s1"), true);
        look(0, alice("s1", OPEN));
        look(1, alice("s1", OPEN));
        rows.seated(alice("s1"), false);
        look(2, alice("s1", OPEN));
        rows.seated(alice("s1"), true);
        assertThat(look(4, alice("s1", OPEN))).isEmpty();
    }

    @Test
    void a_muted_track_under_a_muted_row_is_as_it_should_be() {
        rows.seated(alice("s1"), true);
        for (int second = 0; second < 20; second += 4)
            assertThat(look(second, alice("s1", MUTED))).isEmpty();
    }

    @Test
    void ones_own_mute_of_a_track_is_nothing_to_act_on() {
        rows.seated(alice("s1"), false);
        assertThat(look(0, alice("s1", MUTED))).isEmpty();
        assertThat(look(4, alice("s1", MUTED))).isEmpty();
    }

    @Test
    void whatever_is_no_voice_puts_its_owner_out_at_once() {
        rows.seated(alice("s1"), false);
        assertThat(look(0, alice("s1", OPEN, CAMERA)))
                .containsExactly(removal("alice", "s1", Reason.NOT_A_VOICE, OPEN, CAMERA));
    }

    @Test
    void a_second_track_puts_its_owner_out_unless_it_is_a_change_of_microphones() {
        rows.seated(alice("s1"), false);
        assertThat(look(0, alice("s1", OPEN, SECOND))).isEmpty();
        assertThat(look(1, alice("s1", SECOND))).isEmpty();
        assertThat(look(4, alice("s1", OPEN, SECOND))).isEmpty();
        assertThat(look(5, alice("s1", OPEN, SECOND)))
                .containsExactly(removal("alice", "s1", Reason.SECOND_TRACK, OPEN, SECOND));
    }

    @Test
    void what_the_next_look_decides_on_asks_for_one_soon() {
        assertThat(asksForMore(0, alice("unknown"))).isTrue();
        rows.ended(bob("s1"));
        assertThat(asksForMore(1, bob("s1"))).isFalse();
        rows.seated(alice("s1"), true);
        assertThat(asksForMore(2, alice("s1", OPEN))).isTrue();
        assertThat(asksForMore(3, alice("s1", MUTED))).isFalse();
        assertThat(asksForMore(4, alice("s1", MUTED, SECOND))).isTrue();
    }

    @Test
    void an_empty_list_means_nothing() {
        look(0, alice("s1"));
        look(0.5);
        assertThat(look(1, alice("s1"))).isNotEmpty();
    }

    @Test
    void what_nobody_needs_any_more_is_forgotten() {
        rows.seated(bob("s1"), true);
        rows.seated(alice("s1"), false);
        look(0, alice("unknown"), bob("s1", OPEN), alice("s1", OPEN, SECOND));
        assertThat(plan.isForgettable(at(59))).isFalse();
        assertThat(plan.isForgettable(at(61))).isTrue();
    }

    private List<MediaAction> look(double second, Observed... observed) {
        return plan.compare(List.of(observed), rows, at(second)).actions();
    }

    private boolean asksForMore(double second, Observed... observed) {
        return plan.compare(List.of(observed), rows, at(second)).lookAgain();
    }

    private static Duration at(double second) {
        return Duration.ofMillis(Math.round(second * 1000));
    }

    private static Observed alice(String session, Observed.Track... tracks) {
        return new Observed("alice", new SessionId(session), List.of(tracks));
    }

    private static Observed bob(String session, Observed.Track... tracks) {
        return new Observed("bob", new SessionId(session), List.of(tracks));
    }

    private static Remove removal(String user, String session, Reason reason, Observed.Track... tracks) {
        return new Remove(new Observed(user, new SessionId(session), List.of(tracks)), reason);
    }

    /** Rows as a test says they are. */
    private static final class Known implements Rows {
        private final Map<String, Wanted> now = new HashMap<>();
        private final Set<String> seen = new HashSet<>();

        void seated(Observed who, boolean muted) {
            now.put(key(who), new Wanted(muted));
            seen.add(key(who));
        }

        void ended(Observed who) {
            now.remove(key(who));
            seen.add(key(who));
        }

        @Override
        public @Nullable Wanted wanted(Observed participant) {
            return now.get(key(participant));
        }

        @Override
        public boolean wasSeated(Observed participant) {
            return seen.contains(key(participant));
        }

        private static String key(Observed participant) {
            return participant.identity() + "/" + participant.session();
        }
    }
}
