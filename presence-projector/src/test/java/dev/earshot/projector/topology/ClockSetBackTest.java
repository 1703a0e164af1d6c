package dev.earshot.projector.topology;

import static dev.earshot.projector.Cast.ALICE;
import static dev.earshot.projector.Cast.BOB;
import static dev.earshot.projector.Cast.GATEWAY;
import static dev.earshot.projector.Cast.GUILD;
import static dev.earshot.projector.Cast.LAPTOP;
import static dev.earshot.projector.Cast.LOUNGE;
import static dev.earshot.projector.Cast.OTHER_GUILD;
import static dev.earshot.projector.Cast.PHONE;
import static dev.earshot.projector.Cast.START;
import static dev.earshot.projector.Cast.heard;
import static dev.earshot.projector.Cast.joined;
import static dev.earshot.projector.Cast.left;
import static dev.earshot.projector.Cast.muted;
import static dev.earshot.projector.Cast.speaking;
import static dev.earshot.projector.Cast.tick;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.events.change.EndReason;
import dev.earshot.events.change.VoiceChange;
import dev.earshot.events.presence.PresenceRow;
import dev.earshot.events.topics.VoiceTopic;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A broker whose clock was ahead by a day for a moment: one record is enough. */
class ClockSetBackTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Instant TOMORROW = START.plus(Duration.ofDays(1));

    private final Map<String, PresenceRow> table = new HashMap<>();
    private final Driven driven = new Driven();

    @AfterEach
    void close() {
        driven.close();
    }

    @Test
    void one_tick_of_tomorrow_leaves_no_ring_for_ever() {
        driven.event(joined(ALICE, LAPTOP, LOUNGE)).signal(tick(GATEWAY));
        driven.at(TOMORROW).signal(tick(GATEWAY)).signal(speaking(ALICE, LAPTOP, true));
        assertThat(alice().speaking()).isTrue();
        driven.at(START.plusSeconds(2)).signal(tick(GATEWAY));
        for (int i = 0; i < 6; i++) driven.after(SECOND).signal(tick(GATEWAY));
        assertThat(alice().speaking()).isFalse();
    }

    @Test
    void one_tick_of_tomorrow_lets_leases_end_and_no_stay_of_a_day() {
        driven.event(joined(ALICE, LAPTOP, LOUNGE)).signal(tick(GATEWAY));
        driven.at(TOMORROW).signal(tick(GATEWAY, heard(ALICE, LAPTOP, 0)));
        driven.at(START.plusSeconds(1));
        for (int i = 0; i < 40; i++) driven.after(SECOND).signal(tick(GATEWAY));
        assertThat(driven.verdicts()).singleElement().satisfies(verdict -> {
            assertThat(verdict.lastHeard()).isEqualTo(START.plusSeconds(2));
            driven.event(verdict);
        });
        assertThat(((VoiceChange.Left) driven.facts().getLast()).stay().ended()).isEqualTo(START.plusSeconds(2));
    }

    @Test
    void whoever_came_while_the_clock_was_ahead_gets_another_row_in_every_guild() {
        driven.at(TOMORROW).event(joined(ALICE, LAPTOP, LOUNGE)).event(OTHER_GUILD, joined(BOB, PHONE, LOUNGE));
        driven.presence(table);
        driven.facts();
        driven.at(START).event(muted(ALICE, LAPTOP, true));
        assertThat(alice().joinedAt()).isEqualTo(START);
        assertThat(alice().own().muted()).isTrue();
        assertThat(requireNonNull(table.get("other/bob")).joinedAt()).isEqualTo(START);
        List<VoiceChange> facts = driven.facts();
        assertThat(facts.stream().map(VoiceChange::cause)).doesNotHaveDuplicates();
        assertThat(facts).filteredOn(VoiceChange.ClockSetBack.class::isInstance).hasSize(1);
        assertThat(facts)
                .filteredOn(fact -> fact instanceof VoiceChange.Left end && end.why() == EndReason.CLOCK_SET_BACK)
                .hasSize(2);
        driven.after(Duration.ofMinutes(5)).event(left(ALICE, LAPTOP));
        VoiceChange.Left end = (VoiceChange.Left) driven.facts().getLast();
        assertThat(Duration.between(end.callBegan(), end.stay().ended())).hasMinutes(5);
    }

    @Test
    void a_record_that_cannot_be_read_sets_the_clock_back_as_well() {
        driven.at(TOMORROW).event(joined(ALICE, LAPTOP, LOUNGE)).at(START);
        driven.raw(VoiceTopic.EVENTS, "no guild!", new byte[] {1});
        assertThat(alice().joinedAt()).isEqualTo(START);
    }

    @Test
    void a_restart_between_the_guilds_of_a_set_back_ends_in_the_same_rows() {
        driven.at(TOMORROW).event(joined(ALICE, LAPTOP, LOUNGE)).event(OTHER_GUILD, joined(BOB, PHONE, LOUNGE));
        int before = driven.changelog().size();
        driven.at(START).event(GUILD, muted(ALICE, LAPTOP, true));
        var changelog = driven.changelog();
        for (int kept = before; kept <= changelog.size(); kept++) {
            try (Driven restarted = new Driven(changelog.subList(0, kept), (_, _) -> 2)) {
                // The two joins are committed, and the third record is read again.
                restarted.at(TOMORROW);
                for (int i = 0; i < 2; i++)
                    restarted.raw(VoiceTopic.EVENTS, "filler", "{\"type\":\"filler\"}".getBytes(UTF_8));
                restarted.at(START).event(GUILD, muted(ALICE, LAPTOP, true));
                restarted.at(START.plusSeconds(9)).event(left(ALICE, LAPTOP)).event(OTHER_GUILD, left(BOB, PHONE));
                assertThat(restarted.facts().stream()
                                .filter(fact -> fact instanceof VoiceChange.Left end && end.why() == EndReason.LEFT)
                                .map(fact -> ((VoiceChange.Left) fact).callBegan()))
                        .as("with %s of %s changelog records", kept, changelog.size())
                        .containsExactly(START, START);
            }
        }
    }

    private PresenceRow alice() {
        return requireNonNull(driven.presence(table).get("demo/alice"));
    }
}
