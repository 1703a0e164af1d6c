package dev.earshot.events.fold;

import static dev.earshot.events.fold.Cast.ALICE;
import static dev.earshot.events.fold.Cast.BOB;
import static dev.earshot.events.fold.Cast.GUILD;
import static dev.earshot.events.fold.Cast.LAPTOP;
import static dev.earshot.events.fold.Cast.LOUNGE;
import static dev.earshot.events.fold.Cast.MUSIC;
import static dev.earshot.events.fold.Cast.PHONE;
import static dev.earshot.events.fold.Cast.START;
import static dev.earshot.events.fold.Cast.expired;
import static dev.earshot.events.fold.Cast.joined;
import static dev.earshot.events.fold.Cast.left;
import static dev.earshot.events.fold.Cast.muted;
import static dev.earshot.events.fold.Cast.wire;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.events.change.Cause;
import dev.earshot.events.change.EndReason;
import dev.earshot.events.change.VoiceChange;
import dev.earshot.events.signal.VoiceSignal;
import dev.earshot.events.voice.VoiceEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The clock of the log was ahead by a day and came back: what runs then goes on from then, and the wrong stretch is marked. */
class SetBackTest {
    private static final Duration DAY = Duration.ofDays(1);

    private LiveGuild guild = LiveGuild.EMPTY;
    private FoldTime events = FoldTime.NONE;
    private FoldTime signals = FoldTime.NONE;
    private long offset;
    private final List<VoiceChange> facts = new ArrayList<>();

    @Test
    void who_came_while_the_clock_was_ahead_is_there_since_it_came_back() {
        event(0, joined(BOB, PHONE, LOUNGE));
        event(DAY.toSeconds(), joined(ALICE, LAPTOP, LOUNGE));
        event(20, muted(BOB, PHONE, true));
        Member alice = requireNonNull(guild.presence().member(ALICE));
        assertThat(alice.callBegan()).isEqualTo(at(20));
        assertThat(alice.stay().began()).isEqualTo(at(20));
        assertThat(requireNonNull(guild.row(ALICE)).joinedAt()).isEqualTo(at(20));
        assertThat(requireNonNull(guild.row(BOB)).joinedAt()).isEqualTo(at(0));
    }

    @Test
    void their_call_ends_where_the_clock_was_ahead_and_begins_again_with_the_same_id() {
        event(DAY.toSeconds(), joined(ALICE, LAPTOP, LOUNGE));
        event(DAY.toSeconds() + 7, joined(BOB, PHONE, LOUNGE));
        facts.clear();
        event(20, left(BOB, PHONE));
        assertThat(facts.getFirst())
                .isEqualTo(new VoiceChange.ClockSetBack(cause(2, -1), at(20), GUILD, at(DAY.toSeconds() + 7)));
        VoiceChange.Left ended = (VoiceChange.Left) facts.get(1);
        assertThat(ended.why()).isEqualTo(EndReason.CLOCK_SET_BACK);
        assertThat(ended.callId()).isEqualTo("3-0");
        assertThat(ended.callBegan()).isEqualTo(at(DAY.toSeconds()));
        assertThat(Duration.between(ended.stay().began(), ended.stay().ended())).hasSeconds(7);
        VoiceChange.Joined began = (VoiceChange.Joined) facts.get(2);
        assertThat(began.callId()).isEqualTo("3-0");
        assertThat(began.at()).isEqualTo(at(20));
        assertThat(facts.getLast()).isInstanceOfSatisfying(VoiceChange.Left.class, bob -> {
            assertThat(bob.cause().index())
                    .as("the event's own facts keep their numbers")
                    .isZero();
            assertThat(bob.callBegan()).isEqualTo(at(20));
            assertThat(bob.stay().ended()).isEqualTo(at(20));
        });
        assertThat(facts.stream().map(VoiceChange::cause)).doesNotHaveDuplicates();
    }

    @Test
    void a_move_while_the_clock_was_ahead_leaves_the_call_as_it_was() {
        event(0, joined(ALICE, LAPTOP, LOUNGE));
        event(DAY.toSeconds(), joined(ALICE, LAPTOP, MUSIC));
        event(20, muted(ALICE, LAPTOP, true));
        event(30, left(ALICE, LAPTOP));
        VoiceChange.Left end = (VoiceChange.Left) facts.getLast();
        assertThat(end.callBegan()).isEqualTo(at(0));
        assertThat(end.stay().began()).isEqualTo(at(20));
        assertThat(end.stay().secondsMuted()).isEqualTo(10);
    }

    @Test
    void a_muted_stretch_that_began_while_the_clock_was_ahead_begins_where_it_came_back() {
        event(0, joined(ALICE, LAPTOP, LOUNGE));
        event(DAY.toSeconds(), muted(ALICE, LAPTOP, true));
        event(20, joined(BOB, PHONE, LOUNGE));
        event(50, left(ALICE, LAPTOP));
        assertThat(((VoiceChange.Left) facts.getLast()).stay().secondsMuted()).isEqualTo(30);
    }

    @Test
    void a_ring_whose_last_repeat_was_stamped_tomorrow_goes_out_in_time() {
        event(0, joined(ALICE, LAPTOP, LOUNGE));
        signal(DAY.toSeconds(), new VoiceSignal.Speaking(ALICE, LAPTOP, wire(LAPTOP), true));
        assertThat(requireNonNull(guild.row(ALICE)).speaking()).isTrue();
        signal(10, null);
        assertThat(requireNonNull(guild.row(ALICE)).speaking()).isTrue();
        signal(16, null);
        assertThat(requireNonNull(guild.row(ALICE)).speaking()).isFalse();
        assertThat(facts.getLast())
                .isInstanceOfSatisfying(
                        VoiceChange.Spoke.class,
                        spoke -> assertThat(spoke.began()).isEqualTo(at(10)));
    }

    @Test
    void a_last_sign_of_life_that_was_stamped_tomorrow_ends_no_stay_tomorrow() {
        event(0, joined(ALICE, LAPTOP, LOUNGE));
        event(40, expired(ALICE, LAPTOP, DAY.toSeconds()));
        assertThat(((VoiceChange.Left) facts.getLast()).stay().ended()).isEqualTo(at(40));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void no_call_is_of_negative_length_and_none_begins_later_than_now(long seed) {
        List<Recorded<VoiceEvent>> history = RandomHistoriesTest.history(seed);
        List<Instant> clock = FoldTimeTest.wildClock(seed, history.size());
        Map<String, Instant> running = new HashMap<>();
        for (int i = 0; i < history.size(); i++) {
            int from = facts.size();
            fold(history.get(i).cause(), clock.get(i), history.get(i).event());
            guild.presence().members().forEach(member -> {
                assertThat(member.callBegan()).isBeforeOrEqualTo(events.now());
                assertThat(member.stay().began()).isBetween(member.callBegan(), events.now());
            });
            for (VoiceChange fact : facts.subList(from, facts.size())) {
                if (fact instanceof VoiceChange.Joined start)
                    assertThat(running.put(start.callId(), start.at())).isNull();
                if (fact instanceof VoiceChange.Left end) {
                    assertThat(running.remove(end.callId())).isEqualTo(end.callBegan());
                    assertThat(end.stay().ended()).isAfterOrEqualTo(end.callBegan());
                }
            }
        }
        assertThat(facts.stream().map(VoiceChange::cause)).doesNotHaveDuplicates();
        assertThat(facts).hasAtLeastOneElementOfType(VoiceChange.ClockSetBack.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void a_log_folds_as_its_two_halves_do(long seed) {
        List<Recorded<VoiceEvent>> history = RandomHistoriesTest.history(seed);
        List<Instant> clock = FoldTimeTest.wildClock(seed, history.size());
        int half = new Random(seed).nextInt(history.size());
        for (int i = 0; i < history.size(); i++) {
            // Time and state are all that is carried.
            if (i == half) events = FoldTime.of(events.at());
            fold(history.get(i).cause(), clock.get(i), history.get(i).event());
        }
        LiveGuild halves = guild;
        guild = LiveGuild.EMPTY;
        events = FoldTime.NONE;
        for (int i = 0; i < history.size(); i++)
            fold(history.get(i).cause(), clock.get(i), history.get(i).event());
        assertThat(halves).isEqualTo(guild);
    }

    private void event(long seconds, VoiceEvent event) {
        fold(cause(offset++, 0), at(seconds), event);
    }

    private void fold(Cause cause, Instant appended, VoiceEvent event) {
        events = events.advance(appended);
        take(LiveFold.event(GUILD, guild, new Recorded<>(cause, events.now(), event), events));
    }

    /** A tick, if it is no word of a browser. */
    private void signal(long seconds, VoiceSignal.@Nullable Speaking said) {
        signals = signals.advance(at(seconds));
        if (signals.isSetBack()) take(LiveFold.signalsSetBack(guild, signals));
        Cause cause = new Cause("voice.signals", 3, offset++, 0);
        take(
                said == null
                        ? LiveFold.silence(GUILD, guild, new Recorded<>(cause, signals.now(), tick()))
                        : LiveFold.speaking(GUILD, guild, new Recorded<>(cause, signals.now(), said)));
    }

    private static VoiceSignal.Tick tick() {
        return new VoiceSignal.Tick(Cast.GATEWAY, List.of());
    }

    private void take(Outcome outcome) {
        guild = outcome.next();
        facts.addAll(outcome.facts());
    }

    private static Cause cause(long offset, int index) {
        return new Cause("voice.events", 3, offset, index);
    }

    private static Instant at(long seconds) {
        return START.plusSeconds(seconds);
    }
}
