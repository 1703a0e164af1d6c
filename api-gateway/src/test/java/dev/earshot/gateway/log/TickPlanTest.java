package dev.earshot.gateway.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.events.id.GatewayId;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.signal.VoiceSignal;
import dev.earshot.events.topics.GuildPartition;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TickPlanTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final GuildId DEMO = new GuildId("demo");
    private static final int PARTITION = GuildPartition.of(DEMO, 12);

    private final TickPlan plan = new TickPlan(new GatewayId("g-1"), 12, 0);
    private final List<HeardSession> sessions = new ArrayList<>();

    @Test
    void every_partition_gets_a_tick_also_with_nothing_to_say() {
        assertThat(plan.next(sessions::forEach, SECOND))
                .hasSize(12)
                .allSatisfy(ticks -> assertThat(ticks)
                        .singleElement()
                        .satisfies(tick -> assertThat(tick.heard()).isEmpty()));
    }

    @Test
    void a_session_is_named_in_its_guilds_partition_with_how_long_ago_it_was_heard() {
        heard("s-1", SECOND);
        assertThat(named(3 * SECOND)).singleElement().satisfies(heard -> {
            assertThat(heard.session().value()).isEqualTo("s-1");
            assertThat(heard.agoMs()).isEqualTo(2000);
        });
    }

    @Test
    void until_a_tick_is_acknowledged_the_next_one_says_it_again() {
        heard("s-1", SECOND);
        assertThat(named(2 * SECOND)).hasSize(1);
        assertThat(named(3 * SECOND)).hasSize(1);
        plan.acknowledged(PARTITION, 3 * SECOND);
        assertThat(named(4 * SECOND)).isEmpty();
        sessions.clear();
        heard("s-1", 5 * SECOND);
        assertThat(named(6 * SECOND)).hasSize(1);
    }

    @Test
    void a_late_ack_of_an_old_tick_takes_nothing_back() {
        heard("s-1", 3 * SECOND);
        plan.acknowledged(PARTITION, 4 * SECOND);
        plan.acknowledged(PARTITION, 2 * SECOND);
        assertThat(named(5 * SECOND)).isEmpty();
    }

    @Test
    void very_many_sessions_are_several_ticks() {
        for (int i = 0; i <= TickPlan.MAX_SESSIONS; i++) heard("s-" + i, SECOND);
        List<VoiceSignal.Tick> ticks = plan.next(sessions::forEach, 2 * SECOND).get(PARTITION);
        assertThat(ticks).hasSize(2);
        assertThat(ticks.getLast().heard()).hasSize(1);
    }

    private void heard(String session, long at) {
        sessions.add(new HeardSession(DEMO, new UserId("alice"), new SessionId(session), at));
    }

    private List<VoiceSignal.Heard> named(long now) {
        return plan.next(sessions::forEach, now).get(PARTITION).stream()
                .flatMap(tick -> tick.heard().stream())
                .toList();
    }
}
