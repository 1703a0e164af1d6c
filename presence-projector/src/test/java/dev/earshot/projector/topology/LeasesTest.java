package dev.earshot.projector.topology;

import static dev.earshot.projector.Cast.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.events.change.EndReason;
import dev.earshot.events.change.VoiceChange;
import dev.earshot.events.presence.Connection;
import dev.earshot.events.presence.PresenceRow;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.events.voice.VoiceEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Leases through the topology: what is appended, and what comes of it. */
class LeasesTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Driven driven = new Driven();
    private final Map<String, PresenceRow> table = new HashMap<>();

    @AfterEach
    void close() {
        driven.close();
    }

    @Test
    void a_ghost_is_expired_by_an_event_in_the_log_and_gone_by_its_fold() {
        driven.event(joined(ALICE, LAPTOP, LOUNGE)).signal(tick(GATEWAY));
        ticks(29);
        assertThat(driven.presence(table)).containsKey("demo/alice");
        ticks(1);
        assertThat(driven.verdicts()).singleElement().satisfies(verdict -> {
            assertThat(verdict.lastHeard()).isEqualTo(START);
            assertThat(verdict.lastOffset()).isZero();
        });
        assertThat(driven.presence(table)).isEmpty();
        assertThat(driven.count("earshot.projector.expiries")).isEqualTo(1);
    }

    @Test
    void an_expired_stay_ended_at_the_last_sign_of_life() {
        driven.event(joined(ALICE, LAPTOP, LOUNGE)).signal(tick(GATEWAY));
        driven.after(SECOND).signal(tick(GATEWAY, heard(ALICE, LAPTOP, 500)));
        ticks(30);
        assertThat(driven.facts().getLast()).isInstanceOfSatisfying(VoiceChange.Left.class, end -> {
            assertThat(end.why()).isEqualTo(EndReason.EXPIRED);
            assertThat(end.stay().ended()).isEqualTo(START.plusMillis(500));
        });
    }

    @Test
    void whoever_is_heard_of_stays() {
        driven.event(joined(ALICE, LAPTOP, LOUNGE)).signal(tick(GATEWAY));
        for (int minute = 0; minute < 12; minute++) {
            ticks(14);
            driven.after(SECOND).signal(tick(GATEWAY, heard(ALICE, LAPTOP, 0)));
        }
        assertThat(driven.verdicts()).isEmpty();
    }

    @Test
    void an_outage_of_any_length_expires_nobody() {
        driven.event(joined(ALICE, LAPTOP, LOUNGE)).signal(tick(GATEWAY));
        driven.after(Duration.ofHours(8));
        ticks(20);
        driven.after(SECOND).signal(tick(GATEWAY, heard(ALICE, LAPTOP, 0)));
        ticks(20);
        assertThat(driven.verdicts()).isEmpty();
        assertThat(driven.presence(table)).containsKey("demo/alice");
    }

    @Test
    void people_of_a_lost_gateway_are_not_dimmed() {
        driven.event(joined(ALICE, LAPTOP, LOUNGE)).signal(tick(GATEWAY));
        for (int i = 0; i < 20; i++) driven.after(SECOND).signal(tick(OTHER_GATEWAY));
        assertThat(driven.presence(table).get("demo/alice"))
                .extracting(PresenceRow::connection)
                .isEqualTo(Connection.LIVE);
    }

    @Test
    void a_verdict_overtaken_by_a_word_of_the_session_is_void() {
        driven.event(joined(ALICE, LAPTOP, LOUNGE)).signal(tick(GATEWAY));
        ticks(10);
        // Decided by the projector before it had read the unmute.
        driven.event(muted(ALICE, LAPTOP, true)).event(new VoiceEvent.Expired(ALICE, LAPTOP, START, 0));
        assertThat(driven.presence(table)).containsKey("demo/alice");
        assertThat(driven.count("earshot.projector.folds", "effect", "heard-since"))
                .isEqualTo(1);
    }

    @Test
    void everybody_due_in_one_tick_is_expired_in_it() {
        driven.event(joined(ALICE, LAPTOP, LOUNGE)).event(joined(BOB, PHONE, LOUNGE));
        driven.event(OTHER_GUILD, joined(ALICE, LAPTOP, LOUNGE)).signal(tick(GATEWAY));
        ticks(30);
        assertThat(driven.verdicts()).hasSize(3);
        assertThat(driven.presence(table)).isEmpty();
    }

    @Test
    void a_tick_that_does_nothing_writes_nothing() {
        driven.event(joined(ALICE, LAPTOP, LOUNGE)).signal(tick(GATEWAY));
        driven.written(Driven.CHANGELOG);
        ticks(10);
        assertThat(driven.written(Driven.CHANGELOG)).isEmpty();
        assertThat(driven.written(VoiceTopic.EVENTS.topic())).isEqualTo(List.of());
    }

    private void ticks(int seconds) {
        for (int i = 0; i < seconds; i++) driven.after(SECOND).signal(tick(GATEWAY));
    }
}
