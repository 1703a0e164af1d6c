package dev.earshot.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.events.audit.AuditFact;
import dev.earshot.events.directory.DirectoryEvent;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.gateway.AuditFacts;
import dev.earshot.gateway.LogEnd;
import dev.earshot.gateway.RunningGateway;
import dev.earshot.gateway.RunningGateway.Login;
import dev.earshot.gateway.RunningProjector;
import dev.earshot.gateway.audit.AuditLog;
import dev.earshot.gateway.directory.DirectoryWriter;
import dev.earshot.gateway.feed.PresenceTable;
import dev.earshot.gateway.log.AppendFailures;
import dev.earshot.gateway.log.LogUnavailable;
import dev.earshot.gateway.wire.CloseCode;
import dev.earshot.servers.KafkaServer;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a gateway does when the parts around it go away, or say nonsense. Each test has a Kafka of its own. */
class KafkaAwayIT {
    private static final String ORIGINS = "earshot.gateway.allowed-origins=" + VoiceClient.ORIGIN;
    private static final Map<String, Object> TELEMETRY = Map.of(
            "samples", List.of(),
            "errors", List.of(Map.of("kind", "uncaught", "message", "oops", "breadcrumbs", List.of())));

    @Test
    void without_kafka_commands_fail_in_time_sockets_and_presence_stay_and_all_resumes() {
        try (KafkaServer kafka = KafkaServer.start();
                RunningGateway gateway = RunningGateway.startOn(kafka.bootstrapServers(), ORIGINS);
                RunningProjector projector = RunningProjector.start(kafka.bootstrapServers())) {
            Login alice = gateway.login("Alice");
            VoiceClient client = VoiceClient.connect(gateway, alice.token());
            client.subscribe().join("lounge");
            client.awaitChange("voice:join", alice.user().value(), change -> true);
            kafka.stop();

            long asked = System.nanoTime();
            JsonNode answer = client.answer(client.send("voice:state", Map.of("muted", true, "deafened", false)));
            assertThat(answer.path("code").asString()).isEqualTo("log-unavailable");
            assertThat(answer.path("retryAfterMs").asLong()).isPositive();
            assertThat((System.nanoTime() - asked) / 1e9).isLessThan(5);
            client.sendText("{\"type\":\"voice:heartbeat\"}").await("voice:heartbeat");
            assertThat(client.isOpen()).isTrue();
            assertThat(gateway.bean(PresenceTable.class).row(new GuildId("demo"), alice.user()))
                    .isPresent();

            kafka.restart();
            Awaitility.await()
                    .atMost(VoiceClient.PATIENCE)
                    .until(() -> client.answer(client.send("voice:state", Map.of("muted", true, "deafened", true)))
                            .path("type")
                            .asString()
                            .equals("ack"));
            client.awaitChange(
                    "voice:state",
                    alice.user().value(),
                    state -> state.path("deafened").asBoolean());
            client.close();
        }
    }

    @Test
    void health_names_the_partitions_that_take_nothing_while_kafka_is_away_and_is_well_again_when_it_is_back() {
        try (KafkaServer kafka = KafkaServer.start();
                RunningGateway gateway = RunningGateway.startOn(kafka.bootstrapServers(), ORIGINS)) {
            String operator = gateway.login("Olga", "operator").token();
            AppendFailures appends = gateway.bean(AppendFailures.class);
            assertThat(gateway.get("/actuator/health", null).status()).isEqualTo(200);
            // Where the next tick belongs is known once one has been taken.
            Awaitility.await()
                    .atMost(VoiceClient.PATIENCE)
                    .until(() -> LogEnd.read(kafka.bootstrapServers(), VoiceTopic.SIGNALS.topic()).stream()
                                    .map(ConsumerRecord::partition)
                                    .distinct()
                                    .count()
                            == 12);
            kafka.stop();
            // Ticks go to every partition every second: there is always something to append.
            Awaitility.await()
                    .atMost(VoiceClient.PATIENCE)
                    .until(() -> appends.stuck().size() == 12);
            assertThat(appends.stuck()).allSatisfy(stuck -> {
                assertThat(stuck.topic()).isEqualTo("voice.signals");
                assertThat(stuck.offset()).isPositive();
                assertThat(stuck.reason()).startsWith("Kafka does not take records");
            });
            assertThat(gateway.get("/actuator/health", null).status()).isEqualTo(503);
            assertThat(gateway.get("/actuator/health/readiness", null).status()).isEqualTo(200);
            JsonNode health = gateway.get("/api/operations/health", operator).body();
            // Beside them the tails, which read nothing either.
            assertThat(health.path("stuck").size()).isGreaterThanOrEqualTo(12);
            assertThat(health.at("/parts/0/detail").asString()).endsWith("partitions stand still");
            kafka.restart();
            Awaitility.await()
                    .atMost(VoiceClient.PATIENCE)
                    .until(() -> gateway.get("/actuator/health", null).status() == 200);
            assertThat(appends.stuck()).isEmpty();
        }
    }

    @Test
    void without_kafka_telemetry_is_dropped_and_counted_and_voice_does_not_wait_for_it() {
        try (KafkaServer kafka = KafkaServer.start();
                RunningGateway gateway = RunningGateway.startOn(kafka.bootstrapServers(), ORIGINS);
                VoiceClient client =
                        VoiceClient.connect(gateway, gateway.login("Alice").token())) {
            kafka.stop();
            long said = client.send("telemetry", TELEMETRY);
            long asked = System.nanoTime();
            client.sendText("{\"type\":\"voice:heartbeat\"}").await("voice:heartbeat");
            assertThat(client.answer(client.send("voice:leave", Map.of()))
                            .path("type")
                            .asString())
                    .isEqualTo("ack");
            assertThat((System.nanoTime() - asked) / 1e9).isLessThan(1);

            assertThat(client.answer(said).path("code").asString()).isEqualTo("log-unavailable");
            assertThat(gateway.bean(MeterRegistry.class)
                            .counter("earshot.telemetry.dropped")
                            .count())
                    .isPositive();
            kafka.restart();
            Awaitility.await()
                    .atMost(VoiceClient.PATIENCE)
                    .until(() -> client.answer(client.send("telemetry", TELEMETRY))
                            .path("type")
                            .asString()
                            .equals("ack"));
        }
    }

    @Test
    void without_kafka_a_change_of_the_directory_fails_in_time_and_an_audit_fact_waits() {
        try (KafkaServer kafka = KafkaServer.start();
                RunningGateway gateway = RunningGateway.startOn(kafka.bootstrapServers(), ORIGINS)) {
            UserId ann = new UserId("ann");
            kafka.stop();
            gateway.bean(AuditLog.class)
                    .append(new AuditFact.LoggedIn(Instant.now(), ann, "127.0.0.1", "Ann"))
                    .subscribe(null, _ -> {});
            long asked = System.nanoTime();
            assertThatThrownBy(() -> gateway.bean(DirectoryWriter.class)
                            .append(new GuildId("later"), new DirectoryEvent.GuildCreated(0, "Later"))
                            .block())
                    .isInstanceOf(LogUnavailable.class);
            assertThat((System.nanoTime() - asked) / 1e9).isLessThan(11);
            kafka.restart();
            try (AuditFacts facts = new AuditFacts(kafka.bootstrapServers())) {
                assertThat(facts.await(AuditFact.LoggedIn.class, ann).username())
                        .isEqualTo("Ann");
            }
        }
    }

    @Test
    void a_row_that_cannot_be_read_goes_to_the_dead_topic_and_the_stream_goes_on() {
        try (KafkaServer kafka = KafkaServer.start();
                RunningGateway gateway = RunningGateway.startOn(kafka.bootstrapServers(), ORIGINS);
                RunningProjector projector = RunningProjector.start(kafka.bootstrapServers())) {
            Login alice = gateway.login("Alice");
            try (KafkaProducer<byte[], byte[]> vandal = new KafkaProducer<>(
                    Map.of("bootstrap.servers", kafka.bootstrapServers()),
                    new ByteArraySerializer(),
                    new ByteArraySerializer())) {
                for (int partition = 0; partition < 12; partition++) {
                    vandal.send(record(partition, "demo/nobody", "{\"half\":"));
                    vandal.send(record(partition, "no key of ours", "{}"));
                }
            }
            try (VoiceClient client = VoiceClient.connect(gateway, alice.token())) {
                client.subscribe().join("lounge");
                client.awaitChange("voice:join", alice.user().value(), change -> true);
            }
            Awaitility.await()
                    .atMost(VoiceClient.PATIENCE)
                    .until(() -> LogEnd.read(kafka.bootstrapServers(), VoiceTopic.PRESENCE.deadTopic())
                                    .size()
                            == 24);
        }
    }

    @Test
    void a_gateway_that_stops_sends_its_sockets_away_to_come_back_elsewhere() {
        try (KafkaServer kafka = KafkaServer.start()) {
            RunningGateway gateway =
                    RunningGateway.startOn(kafka.bootstrapServers(), ORIGINS, "earshot.gateway.socket.drain=1s");
            VoiceClient alice =
                    VoiceClient.connect(gateway, gateway.login("Alice").token());
            VoiceClient bob = VoiceClient.connect(gateway, gateway.login("Bob").token());
            long stopping = System.nanoTime();
            gateway.close();
            assertThat((System.nanoTime() - stopping) / 1e9).isLessThan(25);
            assertThat(alice.closeCode()).isEqualTo(CloseCode.RESTARTING.code());
            assertThat(bob.closeCode()).isEqualTo(CloseCode.RESTARTING.code());
        }
    }

    private static ProducerRecord<byte[], byte[]> record(int partition, String key, String value) {
        return new ProducerRecord<>(
                VoiceTopic.PRESENCE.topic(),
                partition,
                key.getBytes(StandardCharsets.UTF_8),
                value.getBytes(StandardCharsets.UTF_8));
    }
}
