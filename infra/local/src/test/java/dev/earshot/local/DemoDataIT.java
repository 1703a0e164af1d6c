package dev.earshot.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.id.ChannelId;
import dev.earshot.events.id.ConnectionId;
import dev.earshot.events.id.GatewayId;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.id.SessionId;
import dev.earshot.events.id.UserId;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.events.voice.Profile;
import dev.earshot.events.voice.VoiceEvent;
import dev.earshot.kafka.CloudEvent;
import dev.earshot.kafka.VoiceRecords;
import dev.earshot.local.demo.DemoCounts;
import dev.earshot.local.demo.DemoPlan;
import dev.earshot.servers.PostgresAddress;
import dev.earshot.servers.PostgresServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A made-up history, and the product started on it. */
class DemoDataIT {
    private static final GuildId DEMO = new GuildId("demo");
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    Path data;

    @AfterEach
    void nothingOutlivesTheTest() {
        PostgresServer.stopLeftover(data.resolve("postgres"));
    }

    @Test
    void the_first_up_has_the_whole_history_and_nobody_in_it_and_goes_on_from_there() throws Exception {
        DataDirectory directory = new DataDirectory(data);
        leaveBehindWhatAnInterruptedRunHad(directory);
        DemoPlan plan = DemoPlan.untilNow(4, 40, 80, 1, Clock.systemUTC());
        DemoCounts counts = DemoKafka.fill(directory.kafka(), plan, new ProgressBar(System.out));
        try (LocalRun up = new LocalRun(data)) {
            up.awaitLine("Ready in");
            Map<String, Long> expected = rows(counts);
            PostgresAddress database = Database.address(up.postgres, LocalSecrets.in(directory.secrets()));
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(rows(database, expected.keySet())).isEqualTo(expected));
            assertThat(read(up, VoiceTopic.PRESENCE)).isEmpty();

            RecordMetadata joined = join(up, directoryOffset(plan));
            assertThat(joined.offset()).isEqualTo(counts.of(VoiceTopic.EVENTS));
            assertThat(Instant.ofEpochMilli(joined.timestamp())).isAfter(plan.until());
            await().atMost(PATIENCE).until(() -> !read(up, VoiceTopic.PRESENCE).isEmpty());
            // One fact more, and not a whole history again.
            assertThat(read(up, VoiceTopic.CHANGES)).hasSize((int) counts.of(VoiceTopic.CHANGES) + 1);
        }
    }

    private static void leaveBehindWhatAnInterruptedRunHad(DataDirectory directory) throws Exception {
        Path unfinished = directory.root().resolve("kafka.unfinished");
        Files.createDirectories(unfinished);
        Files.writeString(unfinished.resolve("meta.properties"), "half a");
    }

    private static Map<String, Long> rows(DemoCounts counts) {
        Map<String, Long> rows = new TreeMap<>();
        rows.put("analytics.calls WHERE ended IS NOT NULL", counts.calls());
        rows.put("facts.stay_ended", counts.facts("left") + counts.facts("moved"));
        rows.put("facts.state_changed", counts.facts("state-changed"));
        rows.put("facts.spoke", counts.facts("spoke"));
        rows.put("facts.refused", counts.facts("refused"));
        rows.put("facts.audited", counts.of(VoiceTopic.AUDIT));
        rows.put("facts.quality", counts.telemetry().getOrDefault("quality-sampled", 0L));
        rows.put("facts.client_error", counts.telemetry().getOrDefault("client-erred", 0L));
        return rows;
    }

    private static Map<String, Long> rows(PostgresAddress database, Set<String> of) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            Map<String, Long> rows = new TreeMap<>();
            for (String from : of) rows.put(from, count(statement, from));
            return rows;
        }
    }

    private static long count(Statement statement, String from) throws SQLException {
        try (ResultSet found = statement.executeQuery("SELECT count(*) FROM " + from)) {
            found.next();
            return found.getLong(1);
        }
    }

    private static long directoryOffset(DemoPlan plan) {
        return plan.people() + 10L;
    }

    private static RecordMetadata join(LocalRun run, long directoryOffset) throws Exception {
        VoiceEvent joined = new VoiceEvent.Joined(
                new UserId("alice"),
                new SessionId("s-1"),
                new ConnectionId("c-1"),
                new GatewayId("g-1"),
                new ChannelId("lounge"),
                0,
                new Profile("Alice", null),
                false,
                false,
                "hash",
                directoryOffset,
                null,
                "");
        Map<String, Object> settings = run.kafkaClient();
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            ProducerRecord<byte[], byte[]> record = new VoiceRecords(12)
                    .of(
                            VoiceTopic.EVENTS,
                            DEMO,
                            RecordCodec.EVENTS.encode(joined),
                            CloudEvent.of("joined", "/gateways/g-1", Instant.EPOCH));
            return producer.send(record).get();
        }
    }

    /** The keys of everything in the topic. */
    private static List<String> read(LocalRun run, VoiceTopic topic) {
        Map<String, Object> settings = run.kafkaClient();
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.topic()).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<String> keys = new ArrayList<>();
            while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    keys.add(new String(record.key(), StandardCharsets.UTF_8));
                }
            }
            return keys;
        }
    }
}
