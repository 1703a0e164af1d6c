package dev.earshot.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.events.audit.AuditFact;
import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.id.UserId;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.gateway.LogEnd;
import dev.earshot.gateway.RunningGateway;
import dev.earshot.gateway.RunningGateway.Login;
import dev.earshot.servers.Ports;
import dev.earshot.servers.TestServers;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who looked at which guild is on {@code voice.audit} with how often, however fast they drag the slider. */
class RepeatedQuestionsIT {
    private static final int MOVES = 20;

    @Test
    void the_moves_of_a_slider_are_few_facts_that_count_them_all() {
        Login olive;
        // Nothing answers there: that it was asked is written down all the same.
        try (RunningGateway gateway = RunningGateway.start("earshot.history.url=http://127.0.0.1:" + Ports.free())) {
            olive = gateway.login("Olive", "operator");
            for (int i = 0; i < MOVES; i++) {
                gateway.get("/api/history/state?guild=demo&at=2026-11-22T14:05:" + (10 + i) + "Z", olive.token());
            }
            // A minute that is not over is written when the gateway stops.
        }
        List<AuditFact.Queried> facts = questions(olive.user());
        assertThat(facts.stream().mapToInt(AuditFact.Queried::count).sum()).isEqualTo(MOVES);
        // The clock's minute may have ended meanwhile, once.
        assertThat(facts)
                .hasSizeLessThanOrEqualTo(4)
                .allSatisfy(fact -> assertThat(fact.path()).startsWith("/api/history/state?guild=demo&at="));
    }

    private static List<AuditFact.Queried> questions(UserId actor) {
        return LogEnd.read(TestServers.kafka(), VoiceTopic.AUDIT.topic()).stream()
                .map(record -> RecordCodec.AUDIT.decode(record.value()).known().orElseThrow())
                .filter(fact -> fact.actor().equals(actor))
                .filter(AuditFact.Queried.class::isInstance)
                .map(AuditFact.Queried.class::cast)
                .toList();
    }
}
