package dev.earshot.projector.history;

import static dev.earshot.projector.Cast.*;
import static dev.earshot.projector.history.Afternoon.END;
import static dev.earshot.projector.history.Afternoon.at;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.GuildId;
import dev.earshot.projector.history.answer.Participant;
import dev.earshot.projector.history.answer.StateAnswer;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A moment shows who was where, as they were, and says why it shows nobody. */
@ExtendWith(Afternoon.Shared.class)
class PastMomentsIT {
    private final TimeMachine machine;

    PastMomentsIT(Afternoon afternoon) {
        machine = afternoon.machine();
    }

    @Test
    void a_moment_holds_what_was_appended_up_to_it_and_nothing_later() {
        assertThat(people(state(9))).containsExactly("alice in lounge");
        assertThat(people(state(10))).containsExactly("alice in lounge", "bob in lounge");
        assertThat(people(state(45))).containsExactly("bob in lounge", "alice in music");
        assertThat(people(state(301))).isEmpty();
    }

    @Test
    void a_person_is_shown_as_they_were() {
        Participant alice = in(LOUNGE, state(25)).getFirst();
        assertThat(alice.muted()).isTrue();
        assertThat(alice.gatewayId()).isEqualTo(GATEWAY);
        assertThat(alice.client()).isEqualTo("test");
        assertThat(alice.joinedAt()).isEqualTo(at(0));
        Participant bob = in(LOUNGE, state(31)).get(1);
        assertThat(bob.serverMuted()).isTrue();
        assertThat(bob.muted()).isFalse();
    }

    @Test
    void a_gateways_clock_changes_nothing() {
        assertThat(state(-100).asOf()).isNull();
        assertThat(machine.state(GUILD, PastLog.WRONG_CLOCK, Asker.PROGRAM).channels())
                .isEmpty();
        assertThat(machine.log(GUILD).first()).isEqualTo(at(0));
    }

    @Test
    void a_time_before_the_log_is_said_to_be_so() {
        StateAnswer state = state(-100);
        assertThat(state.channels()).isEmpty();
        assertThat(state.asOf()).isNull();
        assertThat(state.notes())
                .contains("The log begins at 2026-01-01T14:00:00Z: nothing is known of earlier times.")
                .contains("No event of this guild was appended up to then.");
    }

    @Test
    void a_time_still_to_come_is_said_to_be_so() {
        StateAnswer state = machine.state(GUILD, PastLog.NOW.plusSeconds(60), Asker.PROGRAM);
        assertThat(state.notes()).anyMatch(note -> note.startsWith("That time is still to come"));
        assertThat(requireNonNull(state.asOf()).time()).isEqualTo(at(300));
        assertThat(machine.state(GUILD, Instant.MAX, Asker.PROGRAM).channels()).isEmpty();
        assertThat(machine.state(GUILD, Instant.MIN, Asker.PROGRAM).channels()).isEmpty();
    }

    @Test
    void a_guild_without_events_is_empty_and_says_why() {
        GuildId nobody = new GuildId("nobody");
        StateAnswer state = machine.state(nobody, END, Asker.PROGRAM);
        assertThat(state.channels()).isEmpty();
        assertThat(state.notes()).isNotEmpty();
        assertThat(machine.log(nobody).nextOffset()).isNotNegative();
    }

    private StateAnswer state(int seconds) {
        return machine.state(GUILD, at(seconds), Asker.PROGRAM);
    }

    private static List<Participant> in(ChannelId channel, StateAnswer state) {
        return state.channels().getOrDefault(channel, List.of());
    }

    private static List<String> people(StateAnswer state) {
        return state.channels().values().stream()
                .flatMap(List::stream)
                .flatMap(person -> Stream.of(person.userId() + " in " + person.channelId()))
                .toList();
    }
}
