package dev.earshot.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.gateway.LogEnd;
import dev.earshot.gateway.RunningGateway;
import dev.earshot.gateway.wire.CloseCode;
import dev.earshot.servers.KafkaServer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** Each kind of bad input gets its code; none harms another socket, and nothing of it reaches the log. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputIT {
    private KafkaServer kafka;
    private RunningGateway gateway;
    private VoiceClient mallory;
    private VoiceClient bystander;
    private long events;
    private String refusedOnes = "nobody";

    @BeforeAll
    void start() {
        kafka = KafkaServer.start();
        gateway = RunningGateway.startOn(
                kafka.bootstrapServers(), "earshot.gateway.allowed-origins=" + VoiceClient.ORIGIN);
    }

    @AfterAll
    void stop_with_every_refused_join_in_the_audit() {
        gateway.close();
        List<String> facts = LogEnd.read(kafka.bootstrapServers(), VoiceTopic.AUDIT.topic()).stream()
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .filter(fact -> fact.contains("join-refused") && fact.contains(refusedOnes))
                .toList();
        kafka.close();
        assertThat(facts).hasSize(3);
    }

    @BeforeEach
    void connect() {
        mallory = VoiceClient.connect(gateway, gateway.login("Mallory").token());
        bystander = VoiceClient.connect(gateway, gateway.login("Bystander").token());
        events = LogEnd.events(kafka.bootstrapServers());
    }

    @AfterEach
    void nobody_else_was_harmed_and_the_log_holds_nothing_of_it() {
        bystander.sendText("{\"type\":\"voice:heartbeat\"}").await("voice:heartbeat");
        assertThat(bystander.isOpen()).isTrue();
        mallory.close();
        bystander.close();
        assertThat(LogEnd.events(kafka.bootstrapServers())).isEqualTo(events);
    }

    @TestFactory
    Stream<DynamicTest> bad_frames_get_their_code_and_the_socket_stays() {
        Map<String, Map.Entry<String, Consumer<VoiceClient>>> cases = Map.ofEntries(
                text("a frame that is not JSON", "not-json", "hello there"),
                text("an unknown type", "unknown-type", "{\"type\":\"voice:kick\",\"id\":1}"),
                text("a missing field", "bad-field", "{\"type\":\"voice:join\",\"id\":1,\"guildId\":\"demo\"}"),
                text("a mistyped field", "bad-field", "{\"type\":\"voice:leave\",\"id\":\"one\"}"),
                text("deep nesting", "too-deep", "[".repeat(10_000)),
                text("17 KiB", "frame-too-large", "x".repeat(17 << 10)),
                text("a reserved type", "unknown-type", "{\"type\":\"guild:changed\"}"),
                text("a negative delay", "bad-field", telemetry("{\"windowMs\":9,\"jitterMs\":-4}", 1, "")),
                text("a sample of no time", "bad-field", telemetry("{\"windowMs\":0}", 1, "")),
                text("seven samples at once", "bad-field", telemetry("{\"windowMs\":9}", 7, "")),
                text("an error without its kind", "bad-field", telemetry("", 0, "{\"message\":\"oops\"}")),
                Map.entry(
                        "a binary frame",
                        Map.entry(
                                "not-text",
                                client -> client.sendBinary(
                                        "{\"type\":\"voice:leave\",\"id\":1}".getBytes(StandardCharsets.UTF_8)))));
        return cases.entrySet().stream()
                .map(one -> DynamicTest.dynamicTest(one.getKey(), () -> {
                    int before = mallory.frames().size();
                    one.getValue().getValue().accept(mallory);
                    JsonNode error = mallory.await(
                            "an error",
                            frame -> mallory.frames().indexOf(frame) >= before
                                    && frame.path("type").asString().equals("error")
                                    && frame.path("code")
                                            .asString()
                                            .equals(one.getValue().getKey()));
                    assertThat(error.path("message").asString()).isNotBlank();
                    assertThat(mallory.isOpen()).isTrue();
                }));
    }

    @Test
    void a_frame_far_too_large_ends_the_socket_that_sent_it() {
        mallory.sendText("x".repeat(200 << 10));
        assertThat(mallory.closeCode()).isEqualTo(1009);
    }

    @Test
    void ten_thousand_frames_at_once_are_a_flood() {
        for (int i = 0; i < 10_000; i++) mallory.sendText("{\"type\":\"voice:heartbeat\"}");
        assertThat(mallory.closeCode()).isEqualTo(CloseCode.FLOODING.code());
        assertThat(mallory.closeReason()).isEqualTo(CloseCode.FLOODING.sentence());
    }

    @Test
    void too_many_commands_are_told_when_to_come_again() {
        for (int i = 0; i < 200; i++) mallory.send("voice:leave", Map.of());
        JsonNode error = mallory.await(
                "too-many-commands", frame -> frame.path("code").asString("").equals("too-many-commands"));
        assertThat(error.path("retryAfterMs").asLong()).isBetween(1L, 1000L);
        assertThat(error.path("id").asLong()).isPositive();
    }

    @Test
    void too_many_joins_are_told_when_to_come_again() {
        for (int i = 0; i < 20; i++) {
            mallory.send(
                    "voice:join",
                    Map.of("guildId", "nowhere", "channelId", "lounge", "muted", false, "deafened", false));
        }
        JsonNode error = mallory.await(
                "too-many-joins", frame -> frame.path("code").asString("").equals("too-many-joins"));
        assertThat(error.path("retryAfterMs").asLong()).isPositive();
    }

    @Test
    void too_much_telemetry_is_dropped_and_takes_nothing_from_the_commands() {
        for (int i = 0; i < 30; i++) mallory.sendText(telemetry("", 0, ""));
        JsonNode error = mallory.await(
                "too-much-telemetry", frame -> frame.path("code").asString("").equals("too-much-telemetry"));
        assertThat(error.path("retryAfterMs").asLong()).isPositive();
        assertThat(mallory.answer(mallory.send("voice:leave", Map.of()))
                        .path("type")
                        .asString())
                .isEqualTo("ack");
    }

    @Test
    void joins_to_where_one_may_not_be_are_refused_and_audited() {
        assertThat(mallory.refused("voice:join", join("other-guild", "lounge"))).isEqualTo("no-such-guild");
        assertThat(mallory.refused("voice:join", join("demo", "channel-of-others")))
                .isEqualTo("no-such-channel");
        assertThat(mallory.refused("voice:join", join("demo", "general"))).isEqualTo("not-a-voice-channel");
        assertThat(mallory.refused("subscribe", Map.of("guildId", "other-guild")))
                .isEqualTo("no-such-guild");
        refusedOnes = mallory.sessionId();
    }

    @Test
    void a_session_of_somebody_else_cannot_be_taken_over() {
        assertThat(mallory.refused(
                        "resume", Map.of("sessionId", bystander.sessionId(), "secret", bystander.resumeSecret())))
                .isEqualTo("session-ended");
    }

    @Test
    void cameras_and_switches_need_a_call() {
        assertThat(mallory.refused("voice:state", Map.of("muted", true, "deafened", false)))
                .isEqualTo("not-in-a-channel");
    }

    @Test
    void every_command_gets_exactly_one_answer() {
        List<Long> ids = Stream.generate(() -> mallory.send("voice:leave", Map.of()))
                .limit(30)
                .toList();
        for (long id : ids) mallory.answer(id);
        for (long id : ids) {
            assertThat(mallory.frames().stream()
                            .filter(frame -> frame.path("id").asLong(-1) == id))
                    .hasSize(1);
        }
    }

    private static String telemetry(String sample, int times, String errors) {
        String samples = String.join(",", Collections.nCopies(times, sample));
        return "{\"type\":\"telemetry\",\"samples\":[" + samples + "],\"errors\":[" + errors + "]}";
    }

    private static Map<String, Object> join(String guild, String channel) {
        return Map.of("guildId", guild, "channelId", channel, "muted", false, "deafened", false);
    }

    private static Map.Entry<String, Map.Entry<String, Consumer<VoiceClient>>> text(
            String name, String code, String text) {
        return Map.entry(name, Map.entry(code, client -> client.sendText(text)));
    }
}
