package dev.earshot.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.events.codec.Decoded;
import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.events.voice.VoiceEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A history as it is told, without Kafka. That everybody has left by its end is checked by the history itself. */
class DemoHistoryTest {
    private static final Instant NOW = Instant.parse("2026-03-31T15:07:31.123456Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private static final List<DemoRecord> TOLD = new ArrayList<>();
    private static final DemoCounts COUNTS = DemoHistory.tell(plan(1), 12, TOLD::add);

    @Test
    void the_same_seed_tells_the_same_history_and_another_one_another() {
        assertThat(digest(7)).isEqualTo(digest(7)).isNotEqualTo(digest(8));
    }

    @Test
    void it_is_in_time_order_and_over_before_now() {
        assertThat(TOLD).isSortedAccordingTo((one, other) -> one.at().compareTo(other.at()));
        assertThat(TOLD.getLast().at()).isBefore(NOW);
        assertThat(TOLD.getFirst().at()).isAfter(NOW.minus(Duration.ofDays(15)));
    }

    @Test
    void everything_that_can_happen_to_people_happens() {
        assertThat(COUNTS.facts().keySet())
                .containsExactlyInAnyOrder("joined", "moved", "left", "state-changed", "spoke", "refused");
        assertThat(COUNTS.ends().keySet()).contains("left", "expired", "replaced", "permission-lost");
        assertThat(COUNTS.calls()).isEqualTo(COUNTS.facts("left")).isBetween(2_000L, 4_000L);
        assertThat(events(VoiceEvent.Moderated.class)).isNotEmpty();
        assertThat(events(VoiceEvent.Resumed.class)).isNotEmpty();
        assertThat(events(VoiceEvent.Joined.class)).anyMatch(join -> join.continues() != null);
    }

    @Test
    void an_expiry_names_the_last_offset_of_its_session_and_comes_a_lease_after_the_last_sign_of_life() {
        List<DemoRecord> log =
                TOLD.stream().filter(told -> told.topic() == VoiceTopic.EVENTS).toList();
        for (int offset = 0; offset < log.size(); offset++) {
            if (!(event(log.get(offset)) instanceof VoiceEvent.Expired expired)) continue;
            VoiceEvent.OfSession last = (VoiceEvent.OfSession) event(log.get((int) expired.lastOffset()));
            assertThat(last.session()).isEqualTo(expired.session());
            assertThat(Duration.between(expired.lastHeard(), log.get(offset).at()))
                    .isBetween(Duration.ofSeconds(5), Duration.ofMillis(31_500));
        }
    }

    @Test
    void nights_are_quiet_and_weekends_are_calm() {
        List<DemoRecord> joins = TOLD.stream()
                .filter(told ->
                        told.topic() == VoiceTopic.CHANGES && told.type().equals("joined"))
                .toList();
        assertThat(joins).noneMatch(join -> hour(join) == 4 || hour(join) == 3);
        // 2026-03-28 is a Saturday, 2026-03-30 a Monday.
        assertThat(on(joins, "2026-03-28")).isLessThan(on(joins, "2026-03-30") / 2);
        assertThat(joins).filteredOn(join -> hour(join) == 9).hasSizeGreaterThan(joins.size() / 20);
    }

    @Test
    void a_restart_cuts_everybody_off_and_brings_most_back_to_another_gateway() {
        Set<String> gateways = events(VoiceEvent.Joined.class).stream()
                .map(join -> join.gateway().value())
                .collect(Collectors.toSet());
        assertThat(gateways).hasSizeGreaterThanOrEqualTo(3);
        assertThat(events(VoiceEvent.Joined.class))
                .extracting(VoiceEvent.Joined::client)
                .contains("0.0.9", "0.1.0", "0.1.1");
    }

    @Test
    void a_day_of_23_hours_is_told_as_well() {
        Clock berlin = Clock.fixed(NOW, ZoneId.of("Europe/Berlin"));
        assertThat(DemoHistory.tell(DemoPlan.untilNow(5, 40, 50, 1, berlin), 12, _ -> {})
                        .calls())
                .isPositive();
    }

    @Test
    void nonsense_is_refused_with_the_flag_that_says_it() {
        assertThatThrownBy(() -> DemoPlan.untilNow(0, 40, 50, 1, CLOCK)).hasMessageContaining("--days 0");
        assertThatThrownBy(() -> DemoPlan.untilNow(1, 100, 5_000, 1, CLOCK))
                .hasMessage("--per-day 5000: 100 people have time for 1200 calls a day, choose more --people");
    }

    @Test
    void a_working_day_has_as_many_calls_as_were_asked_for_though_everybody_is_as_busy_as_can_be() {
        Clock evening = Clock.fixed(Instant.parse("2026-03-31T23:50:00Z"), ZoneOffset.UTC);
        long calls = DemoHistory.tell(DemoPlan.untilNow(1, 100, 1_200, 1, evening), 12, _ -> {})
                .calls();
        assertThat(calls).isBetween(1_140L, 1_300L);
    }

    private static DemoPlan plan(long seed) {
        return DemoPlan.untilNow(14, 120, 300, seed, CLOCK);
    }

    private static int digest(long seed) {
        int[] digest = {0};
        DemoHistory.tell(DemoPlan.untilNow(8, 40, 60, seed, CLOCK), 12, told -> {
            digest[0] = 31 * digest[0] + told.at().hashCode();
            digest[0] = 31 * digest[0] + Arrays.hashCode(told.value());
        });
        return digest[0];
    }

    private static <T extends VoiceEvent> List<T> events(Class<T> type) {
        return TOLD.stream()
                .filter(told -> told.topic() == VoiceTopic.EVENTS)
                .map(DemoHistoryTest::event)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private static VoiceEvent event(DemoRecord told) {
        Decoded<VoiceEvent> decoded = RecordCodec.EVENTS.decode(told.value());
        return ((Decoded.Known<VoiceEvent>) decoded).value();
    }

    private static int hour(DemoRecord told) {
        return told.at().atZone(ZoneOffset.UTC).getHour();
    }

    private static long on(List<DemoRecord> joins, String date) {
        return joins.stream()
                .filter(join -> join.at().toString().startsWith(date))
                .count();
    }
}
