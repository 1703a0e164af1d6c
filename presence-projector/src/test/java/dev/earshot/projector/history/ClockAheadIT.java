package dev.earshot.projector.history;

import static dev.earshot.projector.Cast.ALICE;
import static dev.earshot.projector.Cast.BOB;
import static dev.earshot.projector.Cast.GATEWAY;
import static dev.earshot.projector.Cast.GUILD;
import static dev.earshot.projector.Cast.LAPTOP;
import static dev.earshot.projector.Cast.LOUNGE;
import static dev.earshot.projector.Cast.MUSIC;
import static dev.earshot.projector.Cast.PHONE;
import static dev.earshot.projector.Cast.joined;
import static dev.earshot.projector.Cast.left;
import static dev.earshot.projector.Cast.muted;
import static dev.earshot.projector.Cast.speaking;
import static dev.earshot.projector.Cast.tick;
import static dev.earshot.projector.history.Afternoon.at;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.events.id.SessionId;
import dev.earshot.events.id.UserId;
import dev.earshot.projector.history.answer.Entry;
import dev.earshot.projector.history.answer.Participant;
import dev.earshot.projector.history.answer.StateAnswer;
import dev.earshot.projector.history.checkpoint.Checkpoints;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * For ten seconds the log's clock was ahead by a day. The hours after it are found, at every moment, and what is wrong is said.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClockAheadIT {
    private static final int DAY = 86_400;
    private static final int TOGGLES = 2_000;
    private static final UserId CAROL = new UserId("carol");
    private static final UserId DAVE = new UserId("dave");
    private static final SessionId CAROLS = new SessionId("carols");
    private static final SessionId DAVES = new SessionId("daves");

    private PastLog log;
    private TimeMachine machine;

    @BeforeAll
    void an_afternoon_with_a_jump() throws Exception {
        log = new PastLog();
        machine = log.machine();
        log.event(GUILD, joined(ALICE, LAPTOP, LOUNGE), at(0));
        log.event(GUILD, joined(BOB, PHONE, LOUNGE), at(60));
        log.event(GUILD, joined(DAVE, DAVES, LOUNGE), at(61));
        log.event(GUILD, joined(CAROL, CAROLS, MUSIC), at(DAY + 100));
        log.event(GUILD, muted(ALICE, LAPTOP, true), at(DAY + 101));
        log.event(GUILD, left(DAVE, DAVES), at(DAY + 102));
        log.event(GUILD, muted(ALICE, LAPTOP, false), at(110));
        for (int i = 0; i < TOGGLES; i++) log.event(GUILD, muted(BOB, PHONE, i % 2 == 0), at(200 + i));
        log.event(GUILD, left(ALICE, LAPTOP), at(3_000));
        log.signal(GUILD, tick(GATEWAY), at(90));
        log.signal(GUILD, tick(GATEWAY), at(DAY + 105));
        log.signal(GUILD, speaking(ALICE, LAPTOP, true), at(1_800));
        log.signal(GUILD, tick(GATEWAY), at(1_801));
        log.signal(GUILD, tick(GATEWAY), at(1_810));
        log.written();
    }

    @AfterAll
    void close() {
        machine.close();
        log.close();
    }

    @Test
    void the_moments_after_the_jump_are_found_and_those_before_it_too() {
        assertThat(person(state(90), CAROL)).isNull();
        assertThat(requireNonNull(person(state(105), ALICE)).muted()).isFalse();
        assertThat(requireNonNull(person(state(110), CAROL)).joinedAt()).isEqualTo(at(110));
        for (int second : new int[] {200, 201, 777, 1_501, 1_502, 2_199}) {
            assertThat(requireNonNull(person(state(second), BOB)).muted())
                    .as("at second %s", second)
                    .isEqualTo(second % 2 == 0);
            assertThat(requireNonNull(state(second).asOf()).time()).isEqualTo(at(second));
        }
        assertThat(person(state(2_999), ALICE)).isNotNull();
        assertThat(person(state(3_000), ALICE)).isNull();
        assertThat(person(state(DAY + 101), ALICE)).isNull();
    }

    @Test
    void the_log_ends_when_its_last_record_was_appended() {
        assertThat(machine.log(GUILD).last()).isEqualTo(at(3_000));
    }

    @Test
    void who_spoke_after_the_jump_is_known() {
        assertThat(requireNonNull(person(state(1_802), ALICE)).speaking()).isTrue();
        assertThat(requireNonNull(person(state(1_811), ALICE)).speaking()).isFalse();
    }

    @Test
    void events_are_told_in_the_order_of_the_log() {
        assertThat(events(300, 302)).containsExactly("state-set", "state-set", "state-set");
        assertThat(events(50, 150)).containsExactly("joined", "joined", "joined", "state-set", "left", "state-set");
    }

    @Test
    void counts_by_time_find_them_as_well() {
        List<Integer> counts =
                machine.density(GUILD, at(200), at(260), 6, Asker.PROGRAM).counts();
        assertThat(counts).containsOnly(10);
    }

    @Test
    void what_is_wrong_is_said() {
        assertThat(state(600).notes())
                .anyMatch(
                        note -> note.startsWith("The log's clock was ahead, and was set back from 2026-01-02T14:01:42Z"
                                + " to 2026-01-01T14:01:50Z at offset"));
        assertThat(machine.explain(GUILD, CAROL, at(600), Asker.PROGRAM).notes())
                .anyMatch(note -> note.startsWith("They had come before 2026-01-01T14:01:50Z"));
        assertThat(machine.explain(GUILD, DAVE, at(600), Asker.PROGRAM).notes())
                .anyMatch(note -> note.startsWith("They went before 2026-01-01T14:01:50Z, and not at 2026-01-02"));
        assertThat(machine.explain(GUILD, BOB, at(600), Asker.PROGRAM).notes())
                .noneMatch(note -> note.startsWith("They"));
    }

    @Test
    void checkpoints_give_the_same_answers(@TempDir Path directory) throws Exception {
        Clock clock = Clock.fixed(PastLog.NOW, ZoneOffset.UTC);
        for (int again = 0; again < 2; again++) {
            try (TimeMachine other = new TimeMachine(
                    HistorySettings.of(log.client()), new Checkpoints(directory, 1 << 20, clock, 100), clock)) {
                for (int second : new int[] {2_500, 90, 105, 600, 1_501, 3_001}) {
                    Instant moment = at(second);
                    assertThat(other.state(GUILD, moment, Asker.PROGRAM).channels())
                            .isEqualTo(
                                    machine.state(GUILD, moment, Asker.PROGRAM).channels());
                    assertThat(other.explain(GUILD, CAROL, moment, Asker.PROGRAM))
                            .isEqualTo(machine.explain(GUILD, CAROL, moment, Asker.PROGRAM));
                }
            }
        }
    }

    private List<String> events(int from, int to) {
        EventsQuestion question = new EventsQuestion(GUILD, at(from), at(to), null, null, null, 100);
        return machine.events(question, Asker.PROGRAM).items().stream()
                .map(Entry::type)
                .toList();
    }

    private StateAnswer state(int second) {
        return machine.state(GUILD, at(second), Asker.PROGRAM);
    }

    private static @Nullable Participant person(StateAnswer state, UserId user) {
        return state.channels().values().stream()
                .flatMap(List::stream)
                .filter(one -> one.userId().equals(user))
                .findFirst()
                .orElse(null);
    }
}
