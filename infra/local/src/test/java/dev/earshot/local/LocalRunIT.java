package dev.earshot.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.servers.Ports;
import dev.earshot.servers.PostgresServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the built jar, with real Kafka, PostgreSQL and services. */
class LocalRunIT {
    @TempDir
    Path data;

    @AfterEach
    void nothingOutlivesTheTest() {
        PostgresServer.stopLeftover(data.resolve("postgres"));
    }

    @Test
    void a_second_up_says_that_one_is_running_and_ctrl_c_frees_every_port() throws Exception {
        try (LocalRun first = new LocalRun(data)) {
            first.awaitLine("Ready in");
            try (LocalRun second = new LocalRun(data)) {
                second.awaitLine("already running");
                assertThat(second.exitCode()).isEqualTo(1);
            }
            first.interrupt();
            first.awaitLine("Stopped");
            assertThat(first.seen()).noneMatch(line -> line.contains("ended"));
            assertThat(List.of(first.gateway, first.kafka, first.postgres)).allMatch(Ports::isFree);
        }
    }

    @Test
    void asking_for_the_status_tells_of_every_part_and_leaves_no_login_behind() throws Exception {
        try (LocalRun run = new LocalRun(data)) {
            run.awaitLine("Ready in");
            String said = LocalRun.command("status", "--data=" + data);
            assertThat(said).contains("api-gateway", "voice.presence", "0 in voice", "dead records         0");
            assertThat(said).doesNotContain("not known");
            assertThat(size(run, "voice.audit")).isZero();
        }
    }

    @Test
    void an_analyst_asks_in_plain_sql_with_the_password_beside_the_data_and_can_write_nothing() throws Exception {
        try (LocalRun run = new LocalRun(data)) {
            run.awaitLine("Ready in");
            String url = "jdbc:postgresql://127.0.0.1:" + run.postgres + "/earshot";
            String password =
                    LocalSecrets.in(data.resolve("secrets.properties")).analyst();
            try (Connection analyst = DriverManager.getConnection(url, "analyst", password);
                    Statement asking = analyst.createStatement()) {
                assertThat(asking.executeQuery("SELECT * FROM minutes").next()).isFalse();
                assertThatThrownBy(() -> asking.execute("DELETE FROM facts.call"))
                        .hasMessageContaining("permission denied");
            }
        }
    }

    @Test
    void after_a_kill_the_next_up_starts_and_every_acknowledged_event_is_there() throws Exception {
        RecordMetadata acknowledged;
        try (LocalRun killed = new LocalRun(data)) {
            killed.awaitLine("Ready in");
            acknowledged = append(killed, "an event that nobody knows");
            killed.process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
        try (LocalRun next = new LocalRun(data)) {
            next.awaitLine("Ready in");
            assertThat(read(next, acknowledged)).isEqualTo("an event that nobody knows");
        }
    }

    private static RecordMetadata append(LocalRun run, String value) throws Exception {
        Map<String, Object> settings = run.kafkaClient();
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            ProducerRecord<String, String> record = new ProducerRecord<>("voice.events", 0, "demo", value);
            record.headers().add("ce_type", "of-a-later-version".getBytes(StandardCharsets.UTF_8));
            return producer.send(record).get();
        }
    }

    private static long size(LocalRun run, String topic) {
        Map<String, Object> settings = run.kafkaClient();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            return consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    private static String read(LocalRun run, RecordMetadata at) {
        Map<String, Object> settings = run.kafkaClient();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(at.topic(), at.partition());
            consumer.assign(List.of(partition));
            consumer.seek(partition, at.offset());
            for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofSeconds(20))) {
                return record.value();
            }
            throw new AssertionError("Nothing at " + at);
        }
    }
}
