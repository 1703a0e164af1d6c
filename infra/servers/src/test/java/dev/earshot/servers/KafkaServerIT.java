package dev.earshot.servers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaServerIT {
    private static final TopicPartition TOPIC = new TopicPartition("kept", 0);

    @TempDir
    Path data;

    @Test
    void what_was_acknowledged_is_there_after_a_stop_and_a_start_on_the_same_port() throws Exception {
        try (KafkaServer server = KafkaServer.start(data.resolve("kafka"), Ports.free())) {
            createTopic(server);
            append(server, "first");
            server.stop();
            server.restart();
            append(server, "second");
            assertThat(read(server, 2)).containsExactly("first", "second");
        }
    }

    @Test
    void a_topic_that_nobody_created_does_not_appear_by_itself() {
        try (KafkaServer server = KafkaServer.start();
                Admin admin = Admin.create(Map.of("bootstrap.servers", server.bootstrapServers()))) {
            assertThatThrownBy(() -> admin.describeTopics(List.of("typo"))
                            .allTopicNames()
                            .get())
                    .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
            assertThat(admin.listTopics().names().get()).isEmpty();
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    @Test
    void a_broker_with_a_login_answers_nobody_else_on_either_of_its_listeners() throws Exception {
        KafkaLogin login = new KafkaLogin("earshot", "right");
        int port = Ports.free();
        try (KafkaServer server = KafkaServer.start(data.resolve("kafka"), port, login)) {
            String controller = "127.0.0.1:" + server.controllerPort();
            assertThat(topics("bootstrap.servers", server.bootstrapServers(), login.clientSettings()))
                    .isEmpty();
            for (String listener : List.of("bootstrap.servers", "bootstrap.controllers")) {
                String address = listener.equals("bootstrap.servers") ? server.bootstrapServers() : controller;
                assertThatThrownBy(() -> quorum(listener, address, Map.of()))
                        .hasCauseInstanceOf(TimeoutException.class);
                assertThatThrownBy(() -> quorum(listener, address, new KafkaLogin("earshot", "wrong").clientSettings()))
                        .hasCauseInstanceOf(SaslAuthenticationException.class);
                assertThat(quorum(listener, address, login.clientSettings())).isEqualTo(1);
            }
            try (var files = Files.walk(data)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    assertThat(Files.readAllBytes(file)).asString(ISO_8859_1).doesNotContain("\"right\"");
                }
            }
        }
        assertThat(login.toString()).doesNotContain("right");
    }

    private static Set<String> topics(String listener, String address, Map<String, String> login) throws Exception {
        try (Admin admin = admin(listener, address, login)) {
            return admin.listTopics().names().get();
        }
    }

    private static int quorum(String listener, String address, Map<String, String> login) throws Exception {
        try (Admin admin = admin(listener, address, login)) {
            return admin.describeMetadataQuorum().quorumInfo().get().leaderId();
        }
    }

    private static Admin admin(String listener, String address, Map<String, String> login) {
        Map<String, Object> settings = new HashMap<>(login);
        settings.put(listener, address);
        settings.put("default.api.timeout.ms", 5_000);
        settings.put("request.timeout.ms", 4_000);
        return Admin.create(settings);
    }

    private static void createTopic(KafkaServer server) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", server.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(TOPIC.topic(), 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    private static void append(KafkaServer server, String value) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", server.bootstrapServers(), "acks", "all");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(TOPIC.topic(), value)).get();
        }
    }

    private static List<String> read(KafkaServer server, int count) {
        Map<String, Object> settings = Map.of("bootstrap.servers", server.bootstrapServers());
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(TOPIC));
            consumer.seekToBeginning(List.of(TOPIC));
            List<String> values = new ArrayList<>();
            long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            while (values.size() < count && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
            }
            return values;
        }
    }
}
