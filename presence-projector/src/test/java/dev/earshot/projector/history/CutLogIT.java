package dev.earshot.projector.history;

import static dev.earshot.projector.Cast.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.projector.history.answer.StateAnswer;
import org.junit.jupiter.api.Test;

/** Logs whose beginning is no longer there, and signals that are older than a day. */
class CutLogIT {
    @Test
    void what_is_no_longer_kept_is_said_to_be_missing() throws Exception {
        try (PastLog log = new PastLog();
                TimeMachine machine = log.machine()) {
            log.event(GUILD, joined(ALICE, LAPTOP, LOUNGE), START);
            log.event(GUILD, joined(BOB, PHONE, LOUNGE), START.plusSeconds(10));
            log.event(GUILD, muted(BOB, PHONE, true), START.plusSeconds(20));
            log.signal(GUILD, speaking(BOB, PHONE, true), START.plusSeconds(10));
            log.signal(GUILD, speaking(BOB, PHONE, true), START.plusSeconds(1_000));
            log.written();
            log.forget(VoiceTopic.EVENTS, GUILD, 1);
            log.forget(VoiceTopic.SIGNALS, GUILD, 1);

            StateAnswer state = machine.state(GUILD, START.plusSeconds(60), Asker.PROGRAM);
            assertThat(state.channels().get(LOUNGE)).hasSize(1);
            assertThat(state.notes())
                    .contains("The log begins at 2026-01-01T14:00:10Z (offset 1): what happened earlier is not kept.");
            assertThat(state.speechKnown()).isFalse();
            assertThat(state.notes()).anyMatch(note -> note.startsWith("Who spoke is not known"));
            assertThat(machine.explain(GUILD, BOB, START.plusSeconds(60), Asker.PROGRAM)
                            .because())
                    .isNotEmpty();
        }
    }

    @Test
    void an_empty_log_answers_with_a_sentence() throws Exception {
        try (PastLog log = new PastLog();
                TimeMachine machine = log.machine()) {
            StateAnswer state = machine.state(GUILD, START, Asker.PROGRAM);
            assertThat(state.channels()).isEmpty();
            assertThat(state.notes())
                    .contains("Nothing has been written yet to the part of the log where this guild belongs.");
            assertThat(machine.log(GUILD).first()).isNull();
            assertThat(machine.density(GUILD, START, START.plusSeconds(60), 6, Asker.PROGRAM)
                            .counts())
                    .containsOnly(0);
        }
    }
}
