package dev.earshot.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.events.audit.AuditFact;
import dev.earshot.events.audit.AuditFact.JoinRefused;
import dev.earshot.events.audit.AuditFact.TokenRefused;
import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.id.UserId;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.gateway.LogEnd;
import dev.earshot.gateway.RunningGateway;
import dev.earshot.gateway.RunningGateway.Login;
import dev.earshot.servers.TestServers;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Whoever is refused again and again is one fact a minute on {@code voice.audit}, however often they asked. */
class RepeatedRefusalsIT {
    private static final int TIMES = 5;

    /** @param what repeats have in common, within a minute */
    private record Repeated(String what, Instant minute, int count) {
        static Optional<Repeated> of(AuditFact fact) {
            return switch (fact) {
                case JoinRefused join ->
                    Optional.of(new Repeated(
                            "join " + join.session() + " " + join.code(), minute(join.at()), join.count()));
                case TokenRefused token ->
                    Optional.of(new Repeated(
                            "token " + token.session() + " " + token.code(), minute(token.at()), token.count()));
                case AuditFact.LoggedIn _, AuditFact.TokenIssued _, AuditFact.Queried _, AuditFact.DeadRetried _ ->
                    Optional.empty();
            };
        }

        private static Instant minute(Instant at) {
            return at.truncatedTo(ChronoUnit.MINUTES);
        }
    }

    @Test
    void repeats_are_one_fact_of_a_session_code_and_minute_with_their_count() {
        Login mallory;
        String laptop;
        String phone;
        try (RunningGateway gateway = RunningGateway.start(
                "earshot.gateway.allowed-origins=" + VoiceClient.ORIGIN,
                // Both sessions draw on one budget: all of their joins must get as far as the directory.
                "earshot.limits.joins.burst=100")) {
            mallory = gateway.login("Mallory");
            try (VoiceClient one = VoiceClient.connect(gateway, mallory.token());
                    VoiceClient two = VoiceClient.connect(gateway, mallory.token())) {
                laptop = one.sessionId();
                phone = two.sessionId();
                for (int i = 0; i < TIMES; i++) {
                    one.refused("voice:join", join("general"));
                    two.refused("voice:join", join("general"));
                    one.refused("voice:join", join("nowhere"));
                    gateway.post(
                            "/api/voice/token",
                            mallory.token(),
                            Map.of("guildId", "demo", "channelId", "general", "sessionId", laptop));
                }
            }
            // A minute that is not over is written when the gateway stops.
        }
        List<Repeated> facts = refusals(mallory.user());
        Map<String, Integer> counts = new TreeMap<>();
        for (Repeated fact : facts) counts.merge(fact.what(), fact.count(), Integer::sum);
        assertThat(counts)
                .isEqualTo(Map.of(
                        "join " + laptop + " not-a-voice-channel", TIMES,
                        "join " + phone + " not-a-voice-channel", TIMES,
                        "join " + laptop + " no-such-channel", TIMES,
                        "token " + laptop + " media-unavailable", TIMES));
        assertThat(facts.stream().map(fact -> fact.what() + fact.minute())).doesNotHaveDuplicates();
        // The clock's minute may have ended meanwhile, once: five in two minutes are still three in one of them.
        assertThat(facts).anyMatch(fact -> fact.count() > TIMES / 2);
    }

    private static List<Repeated> refusals(UserId actor) {
        return LogEnd.read(TestServers.kafka(), VoiceTopic.AUDIT.topic()).stream()
                .map(record -> RecordCodec.AUDIT.decode(record.value()).known().orElseThrow())
                .filter(fact -> fact.actor().equals(actor))
                .flatMap(fact -> Repeated.of(fact).stream())
                .toList();
    }

    private static Map<String, Object> join(String channel) {
        return Map.of("guildId", "demo", "channelId", channel, "muted", false, "deafened", false);
    }
}
