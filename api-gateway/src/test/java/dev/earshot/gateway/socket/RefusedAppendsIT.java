package dev.earshot.gateway.socket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.earshot.events.directory.DirectoryEvent;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.gateway.LogEnd;
import dev.earshot.gateway.RunningGateway;
import dev.earshot.gateway.RunningGateway.Login;
import dev.earshot.gateway.directory.DirectoryWriter;
import dev.earshot.gateway.log.AppendFailures;
import dev.earshot.gateway.log.AppendRefused;
import dev.earshot.kafka.DeadLetters;
import dev.earshot.servers.KafkaServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** Records that Kafka does not take from a gateway, and who is told. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusedAppendsIT {
    private static final String STUCK =
            "{\"topic\":\"voice.changes\",\"partition\":3,\"offset\":41,\"reason\":\"No room\"}";

    private HttpServer analytics;
    private KafkaServer kafka;
    private RunningGateway gateway;
    private Login olga;

    @BeforeAll
    void start() throws Exception {
        analytics = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        analytics.createContext("/actuator/health", exchange -> {
            boolean known = exchange.getRequestHeaders().containsKey("Authorization");
            String body = known ? "{\"components\":{\"ingest\":{\"details\":{\"stuck\":[" + STUCK + "]}}}}" : "{}";
            exchange.getResponseHeaders().add("Content-Type", "application/vnd.spring-boot.actuator.v3+json");
            exchange.sendResponseHeaders(503, body.length());
            exchange.getResponseBody().write(body.getBytes(UTF_8));
            exchange.close();
        });
        analytics.start();
        kafka = KafkaServer.start();
        gateway = RunningGateway.startOn(
                kafka.bootstrapServers(),
                "earshot.gateway.allowed-origins=" + VoiceClient.ORIGIN,
                "earshot.analytics.url=http://127.0.0.1:"
                        + analytics.getAddress().getPort());
        olga = gateway.login("Olga", "operator");
    }

    @AfterAll
    void stop() {
        gateway.close();
        kafka.close();
        analytics.stop(0);
    }

    @Test
    void a_command_whose_event_kafka_never_takes_is_refused_for_good_and_the_next_one_is_taken() throws Exception {
        try (VoiceClient client =
                VoiceClient.connect(gateway, gateway.login("Alice").token())) {
            assertThat(code(client.answer(join(client)))).isEqualTo("ack");
            largest(VoiceTopic.EVENTS, 100);
            Awaitility.await()
                    .atMost(VoiceClient.PATIENCE)
                    .until(() -> code(client.answer(mute(client))).equals("not-recorded"));
            JsonNode refused = client.answer(mute(client));
            assertThat(code(refused)).isEqualTo("not-recorded");
            assertThat(refused.has("retryAfterMs")).isFalse();
            assertThat(client.isOpen()).isTrue();
            assertThat(gateway.bean(AppendFailures.class).stuck()).isEmpty();

            largest(VoiceTopic.EVENTS, 1 << 20);
            Awaitility.await()
                    .atMost(VoiceClient.PATIENCE)
                    .until(() -> code(client.answer(mute(client))).equals("ack"));
        }
    }

    @Test
    void a_change_of_the_directory_that_kafka_never_takes_is_refused_for_good() throws Exception {
        largest(VoiceTopic.DIRECTORY, 100);
        DirectoryWriter writer = gateway.bean(DirectoryWriter.class);
        GuildId guild = new GuildId("too-large");
        Awaitility.await()
                .atMost(VoiceClient.PATIENCE)
                .untilAsserted(() -> assertThatThrownBy(() -> writer.append(
                                        guild, new DirectoryEvent.GuildCreated(0, "x".repeat(500)))
                                .block())
                        .isInstanceOf(AppendRefused.class));
        largest(VoiceTopic.DIRECTORY, 1 << 20);
        Awaitility.await()
                .atMost(VoiceClient.PATIENCE)
                .ignoreException(AppendRefused.class)
                .until(() -> writer.append(guild, new DirectoryEvent.GuildCreated(0, "small"))
                        .map(view -> view.name().equals("small"))
                        .blockOptional()
                        .orElse(false));
    }

    @Test
    void telemetry_and_audit_that_kafka_never_takes_are_dropped_and_counted_and_nothing_else_notices()
            throws Exception {
        largest(VoiceTopic.TELEMETRY, 100);
        largest(VoiceTopic.AUDIT, 100);
        try (VoiceClient client =
                VoiceClient.connect(gateway, gateway.login("Bob").token())) {
            Map<String, Object> telemetry = Map.of(
                    "samples",
                    List.of(),
                    "errors",
                    List.of(Map.of("kind", "uncaught", "message", "oops", "breadcrumbs", List.of())));
            Awaitility.await()
                    .atMost(VoiceClient.PATIENCE)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> code(client.answer(client.send("telemetry", telemetry)))
                            .equals("not-recorded"));
            assertThat(gateway.login("Carol").token()).isNotEmpty();
            Awaitility.await().atMost(VoiceClient.PATIENCE).until(() -> count("earshot.audit.dropped") > 0);
            assertThat(count("earshot.telemetry.dropped")).isPositive();
        } finally {
            largest(VoiceTopic.TELEMETRY, 1 << 20);
            largest(VoiceTopic.AUDIT, 1 << 20);
        }
    }

    @Test
    void a_row_as_large_as_kafka_takes_is_set_aside_without_its_content_and_the_letter_cannot_be_retried()
            throws Exception {
        byte[] value = "x".repeat((1 << 20) - 100).getBytes(UTF_8);
        try (KafkaProducer<byte[], byte[]> vandal = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (VoiceTopic topic : List.of(VoiceTopic.PRESENCE, VoiceTopic.DIRECTORY)) {
                vandal.send(new ProducerRecord<>(topic.topic(), 5, new byte[] {'k'}, value))
                        .get();
            }
        }
        for (VoiceTopic topic : List.of(VoiceTopic.PRESENCE, VoiceTopic.DIRECTORY)) {
            Awaitility.await()
                    .atMost(VoiceClient.PATIENCE)
                    .until(() -> LogEnd.read(kafka.bootstrapServers(), topic.deadTopic()).stream()
                            .anyMatch(letter -> letter.headers().lastHeader(DeadLetters.CUT) != null));
        }
        ConsumerRecord<byte[], byte[]> letter = LogEnd.read(kafka.bootstrapServers(), VoiceTopic.DIRECTORY.deadTopic())
                .getLast();
        RunningGateway.Answer answer = gateway.post(
                "/api/operations/dead/retry",
                olga.token(),
                Map.of("topic", letter.topic(), "partition", letter.partition(), "offset", letter.offset()));
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("not-to-be-retried");
    }

    @Test
    void what_stands_still_in_a_service_is_told_to_operators_and_its_part_is_not_ready() {
        JsonNode health = gateway.get("/api/operations/health", olga.token()).body();
        assertThat(health.path("stuck")).singleElement().satisfies(stuck -> {
            assertThat(stuck.path("part").asString()).isEqualTo("analytics");
            assertThat(stuck.path("topic").asString()).isEqualTo("voice.changes");
            assertThat(stuck.path("partition").asInt()).isEqualTo(3);
            assertThat(stuck.path("offset").asLong()).isEqualTo(41);
            assertThat(stuck.path("reason").asString()).isEqualTo("No room");
            assertThat(stuck.path("guild").isNull()).isTrue();
        });
        assertThat(health.path("parts")
                        .valueStream()
                        .filter(part -> part.path("name").asString().equals("analytics")))
                .singleElement()
                .satisfies(part -> {
                    assertThat(part.path("ready").asBoolean()).isFalse();
                    assertThat(part.path("detail").asString()).isEqualTo("1 partition stands still");
                });
    }

    private double count(String meter) {
        return gateway.bean(io.micrometer.core.instrument.MeterRegistry.class).find(meter).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private static long join(VoiceClient client) {
        return client.send(
                "voice:join", Map.of("guildId", "demo", "channelId", "lounge", "muted", false, "deafened", false));
    }

    private static long mute(VoiceClient client) {
        return client.send("voice:state", Map.of("muted", true, "deafened", false));
    }

    /** The code of a refusal, else the frame's type. */
    private static String code(JsonNode answer) {
        return answer.path("code").asString(answer.path("type").asString());
    }

    private void largest(VoiceTopic topic, int bytes) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.topic());
            AlterConfigOp set = new AlterConfigOp(
                    new ConfigEntry("max.message.bytes", Integer.toString(bytes)), AlterConfigOp.OpType.SET);
            admin.incrementalAlterConfigs(Map.of(resource, List.of(set))).all().get();
        }
    }
}
