package dev.earshot.projector.history;

import static dev.earshot.projector.Cast.*;
import static dev.earshot.projector.history.Afternoon.END;
import static dev.earshot.projector.history.Afternoon.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.projector.history.answer.Entry;
import dev.earshot.projector.history.answer.EventsAnswer;
import dev.earshot.projector.history.answer.TraceAnswer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What happened between two moments, to a person, in a channel or in the guild, is told whole and in order. */
@ExtendWith(Afternoon.Shared.class)
class PastEventsIT {
    private final TimeMachine machine;

    PastEventsIT(Afternoon afternoon) {
        machine = afternoon.machine();
    }

    @Test
    void a_trace_says_what_each_event_did_or_by_which_rule_nothing() {
        TraceAnswer trace = machine.trace(GUILD, ALICE, at(0), END, Asker.PROGRAM);
        assertThat(trace.items().stream().map(entry -> entry.effect().sentence()))
                .containsExactly(
                        "Joined lounge",
                        "Muted, audio on",
                        "Joined music instead of lounge with another session: phone replaced laptop",
                        "Ignored: this session had been replaced at 14:00:40 UTC by session phone",
                        "Left music");
        Entry late = trace.items().get(3);
        assertThat(late.effect().changed()).isFalse();
        assertThat(late.effect().rule()).isEqualTo("old-session");
        assertThat(late.gatewayId()).isEqualTo(GATEWAY);
        assertThat(late.client()).isEqualTo("test");
        assertThat(late.time()).isEqualTo(at(50));
        assertThat(trace.notes())
                .contains(
                        "1 unreadable record was passed over, as it was live; see the dead records.",
                        "1 newer record was passed over: this version does not know their type.");
    }

    @Test
    void no_answer_holds_a_resume_hash() {
        TraceAnswer trace = machine.trace(GUILD, ALICE, at(0), END, Asker.PROGRAM);
        assertThat(trace.items()).noneMatch(entry -> entry.event().has("resumeHash"));
        assertThat(trace.items().getFirst().event().get("channel").asString()).isEqualTo("lounge");
    }

    @Test
    void pages_of_events_join_without_a_gap() {
        List<Long> offsets = new ArrayList<>();
        String cursor = null;
        do {
            EventsAnswer page =
                    machine.events(new EventsQuestion(GUILD, at(0), END, null, null, cursor, 3), Asker.PROGRAM);
            page.items().forEach(entry -> offsets.add(entry.offset()));
            cursor = page.next();
        } while (cursor != null);
        EventsAnswer whole =
                machine.events(new EventsQuestion(GUILD, at(0), END, null, null, null, 100), Asker.PROGRAM);
        assertThat(offsets).isEqualTo(whole.items().stream().map(Entry::offset).toList());
        assertThat(offsets).hasSize(8).isSorted();
    }

    @Test
    void a_channels_events_are_those_that_touch_it() {
        EventsAnswer music =
                machine.events(new EventsQuestion(GUILD, at(0), END, null, MUSIC, null, 100), Asker.PROGRAM);
        assertThat(music.items().stream().map(Entry::time)).containsExactly(at(40), at(50), at(300));
    }

    @Test
    void density_counts_events_and_departures_by_time() {
        var density = machine.density(GUILD, at(0), at(120), 4, Asker.PROGRAM);
        assertThat(density.bucketMs()).isEqualTo(30_000);
        assertThat(density.counts()).containsExactly(3, 3, 0, 1);
        assertThat(density.departures()).containsExactly(0, 0, 0, 1);
    }
}
