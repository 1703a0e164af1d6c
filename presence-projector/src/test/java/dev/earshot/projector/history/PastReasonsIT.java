package dev.earshot.projector.history;

import static dev.earshot.projector.Cast.*;
import static dev.earshot.projector.history.Afternoon.at;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.projector.history.answer.DiffAnswer;
import dev.earshot.projector.history.answer.Entry;
import dev.earshot.projector.history.answer.ExplainAnswer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whatever was shown, and whatever changed, comes with the events that made it so. */
@ExtendWith(Afternoon.Shared.class)
class PastReasonsIT {
    private final TimeMachine machine;

    PastReasonsIT(Afternoon afternoon) {
        machine = afternoon.machine();
    }

    @Test
    void a_difference_comes_with_the_events_that_made_it() {
        DiffAnswer diff = machine.diff(GUILD, at(15), at(120), Asker.PROGRAM);
        assertThat(diff.changes()).hasSize(2);
        DiffAnswer.Changed alice = diff.changes().getFirst();
        assertThat(requireNonNull(alice.before()).channelId()).isEqualTo(LOUNGE);
        assertThat(requireNonNull(alice.after()).channelId()).isEqualTo(MUSIC);
        assertThat(alice.causes().stream().map(Entry::time)).containsExactly(at(40));
        DiffAnswer.Changed bob = diff.changes().get(1);
        assertThat(bob.after()).isNull();
        assertThat(bob.causes().getFirst().effect().sentence())
                .isEqualTo("Expired: gone from lounge, last heard at 14:01:10 UTC");
    }

    @Test
    void nothing_differs_where_nothing_happened() {
        assertThat(machine.diff(GUILD, at(400), at(500), Asker.PROGRAM).changes())
                .isEmpty();
    }

    @Test
    void whatever_was_shown_is_explained_by_its_event() {
        ExplainAnswer why = machine.explain(GUILD, BOB, at(60), Asker.PROGRAM);
        assertThat(cause(why, "channelId").time()).isEqualTo(at(10));
        assertThat(cause(why, "serverMuted").time()).isEqualTo(at(30));
        assertThat(cause(why, "serverMuted").effect().sentence()).isEqualTo("Muted for everybody, by alice");
        assertThat(why.sentence())
                .isEqualTo("bob was in lounge, unmuted, muted for everybody. They came by: Joined lounge.");
    }

    @Test
    void an_absence_is_explained_by_what_ended_the_presence() {
        ExplainAnswer why = machine.explain(GUILD, BOB, at(200), Asker.PROGRAM);
        assertThat(why.shown()).isNull();
        assertThat(why.sentence())
                .isEqualTo("bob was in no channel: Expired: gone from lounge, last heard at 14:01:10 UTC.");
        assertThat(why.because().getFirst().cause().type()).isEqualTo("expired");
    }

    private static Entry cause(ExplainAnswer why, String what) {
        return why.because().stream()
                .filter(one -> one.what().equals(what))
                .findFirst()
                .orElseThrow()
                .cause();
    }
}
