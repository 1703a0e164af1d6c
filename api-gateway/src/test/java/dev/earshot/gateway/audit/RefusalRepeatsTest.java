package dev.earshot.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.events.audit.AuditFact;
import dev.earshot.events.audit.AuditFact.JoinRefused;
import dev.earshot.events.audit.AuditFact.TokenRefused;
import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.id.UserId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RefusalRepeatsTest {
    private static final Instant MINUTE = Instant.parse("2026-11-22T14:05:00Z");
    private static final UserId ALICE = new UserId("alice");

    private final RefusalRepeats repeats = new RefusalRepeats();

    @Test
    void repeats_of_one_session_code_and_minute_are_one_fact_with_a_count_and_the_first_time() {
        for (int second = 3; second < 50; second++) add(token("laptop", "not-present", MINUTE.plusSeconds(second)));
        assertThat(repeats.ready(MINUTE.plusSeconds(59))).isEmpty();
        assertThat(repeats.ready(MINUTE.plusSeconds(60))).singleElement().satisfies(fact -> {
            TokenRefused refused = (TokenRefused) fact;
            assertThat(refused.count()).isEqualTo(47);
            assertThat(refused.at()).isEqualTo(MINUTE.plusSeconds(3));
            assertThat(refused.guild()).isEqualTo(new GuildId("demo"));
        });
        assertThat(repeats.all()).isEmpty();
    }

    @Test
    void another_session_code_minute_or_kind_is_another_fact() {
        add(token("laptop", "not-present", MINUTE));
        add(token("phone", "not-present", MINUTE));
        add(token("laptop", "replaced", MINUTE));
        add(token("laptop", "not-present", MINUTE.plusSeconds(60)));
        add(join("laptop", "not-present", MINUTE));
        assertThat(repeats.ready(MINUTE.plusSeconds(60))).hasSize(4);
        assertThat(repeats.ready(MINUTE.plusSeconds(120))).hasSize(1);
    }

    @Test
    void whoever_asks_under_ever_new_names_does_not_fill_the_memory() {
        int ready = 0;
        for (int i = 0; i < ByMinute.MOST + 500; i++) {
            ready += repeats.add(token("s" + i, "not-present", MINUTE)).isPresent() ? 1 : 0;
        }
        assertThat(ready).isEqualTo(500);
        assertThat(repeats.all()).hasSize(ByMinute.MOST);
    }

    @Test
    void only_refusals_are_gathered() {
        AuditFact login = new AuditFact.LoggedIn(MINUTE, ALICE, "127.0.0.1", "Alice");
        assertThatThrownBy(() -> repeats.add(login)).isInstanceOf(IllegalArgumentException.class);
    }

    private void add(AuditFact refusal) {
        assertThat(repeats.add(refusal)).isEmpty();
    }

    private static AuditFact token(String session, String code, Instant at) {
        return new TokenRefused(
                at, ALICE, "127.0.0.1", new GuildId("demo"), new ChannelId("lounge"), new SessionId(session), code, 1);
    }

    private static AuditFact join(String session, String code, Instant at) {
        return new JoinRefused(
                at, ALICE, "127.0.0.1", new GuildId("demo"), new ChannelId("lounge"), new SessionId(session), code, 1);
    }
}
