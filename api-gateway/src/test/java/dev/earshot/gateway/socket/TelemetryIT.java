package dev.earshot.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.telemetry.ErrorKind;
import dev.earshot.events.telemetry.VoiceTelemetry;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.gateway.LogEnd;
import dev.earshot.gateway.RunningGateway;
import dev.earshot.gateway.RunningGateway.Login;
import dev.earshot.gateway.RunningProjector;
import dev.earshot.servers.KafkaServer;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a browser says of its call is in the topic under the name of its session, and cleaned. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TelemetryIT {
    private static final Map<String, Object> SAMPLE =
            Map.of("windowMs", 10_000, "jitterMs", 4.5, "lossRatio", 7, "userId", "somebody-else");

    private KafkaServer kafka;
    private RunningGateway gateway;
    private RunningProjector projector;

    @BeforeAll
    void start() {
        kafka = KafkaServer.start();
        gateway = RunningGateway.startOn(
                kafka.bootstrapServers(), "earshot.gateway.allowed-origins=" + VoiceClient.ORIGIN);
        projector = RunningProjector.start(kafka.bootstrapServers());
    }

    @AfterAll
    void stop() {
        projector.close();
        gateway.close();
        kafka.close();
    }

    @Test
    void a_sample_belongs_to_the_session_whatever_the_frame_claims() {
        Login alice = gateway.login("Alice");
        try (VoiceClient client = VoiceClient.connect(gateway, alice.token())) {
            client.subscribe().join("lounge");
            client.awaitChange("voice:join", alice.user().value(), _ -> true);
            long id = client.send(
                    "telemetry",
                    Map.of(
                            "client", "1.0",
                            "samples", List.of(SAMPLE),
                            "errors", List.of(),
                            "userId", "somebody-else",
                            "guildId", "another-guild"));
            assertThat(client.answer(id).path("type").asString()).isEqualTo("ack");
            assertThat(of(client))
                    .singleElement()
                    .isInstanceOfSatisfying(VoiceTelemetry.QualitySampled.class, sampled -> {
                        assertThat(sampled.user()).isEqualTo(alice.user());
                        assertThat(sampled.guild().value()).isEqualTo("demo");
                        assertThat(sampled.channel().value()).isEqualTo("lounge");
                        assertThat(sampled.callId()).matches("\\d+-\\d+");
                        assertThat(sampled.client()).isEqualTo("1.0");
                        assertThat(sampled.quality().jitterMs()).isEqualTo(4.5);
                        assertThat(sampled.quality().lossRatio()).isEqualTo(1);
                        assertThat(sampled.quality().roundTripMs()).isNull();
                    });
        }
    }

    @Test
    void outside_of_a_call_samples_are_nothing_and_errors_are_kept_cleaned() {
        Login bob = gateway.login("Bob");
        try (VoiceClient client = VoiceClient.connect(gateway, bob.token())) {
            Map<String, Object> error = Map.of(
                    "kind", "unhandled-rejection",
                    "message", "No\nanswer for bob@example.org",
                    "breadcrumbs", List.of("page-opened", "Bob wrote this"));
            long id = client.send("telemetry", Map.of("samples", List.of(SAMPLE), "errors", List.of(error)));
            assertThat(client.answer(id).path("type").asString()).isEqualTo("ack");
            assertThat(of(client)).singleElement().isInstanceOfSatisfying(VoiceTelemetry.ClientErred.class, erred -> {
                assertThat(erred.user()).isEqualTo(bob.user());
                assertThat(erred.guild()).isNull();
                assertThat(erred.kind()).isEqualTo(ErrorKind.UNHANDLED_REJECTION);
                assertThat(erred.message()).isEqualTo("No answer for <email>");
                assertThat(erred.breadcrumbs()).containsExactly("page-opened");
            });
        }
    }

    @Test
    void telemetry_without_an_id_is_taken_without_a_word() {
        try (VoiceClient client =
                VoiceClient.connect(gateway, gateway.login("Carol").token())) {
            client.sendText(
                    "{\"type\":\"telemetry\",\"samples\":[],\"errors\":[{\"kind\":\"media\",\"message\":\"x\",\"breadcrumbs\":[]}]}");
            org.awaitility.Awaitility.await()
                    .atMost(VoiceClient.PATIENCE)
                    .until(() -> of(client).size() == 1);
            assertThat(client.frames())
                    .noneMatch(frame -> frame.path("type").asString().equals("error"));
        }
    }

    private List<VoiceTelemetry> of(VoiceClient client) {
        return LogEnd.read(kafka.bootstrapServers(), VoiceTopic.TELEMETRY.topic()).stream()
                .map(ConsumerRecord::value)
                .map(value -> RecordCodec.TELEMETRY.decode(value).known().orElseThrow())
                .filter(said -> said.session().value().equals(client.sessionId()))
                .toList();
    }
}
