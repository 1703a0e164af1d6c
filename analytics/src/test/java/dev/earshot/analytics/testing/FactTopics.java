package dev.earshot.analytics.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.earshot.events.audit.AuditFact;
import dev.earshot.events.change.VoiceChange;
import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.telemetry.VoiceTelemetry;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.kafka.TopicGuard;
import dev.earshot.kafka.TopicSettings;
import dev.earshot.servers.KafkaServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The voice topics of a Kafka, written to as projectors and gateways write. */
public final class FactTopics implements AutoCloseable {
    public static final int PARTITIONS = 3;

    private static final String TIMESTAMPS = "message.timestamp.type";

    private final KafkaServer server;
    private final Map<String, Object> client;
    private final KafkaProducer<byte[], byte[]> producer;

    private FactTopics(KafkaServer server) {
        this.server = server;
        client = Map.of("bootstrap.servers", server.bootstrapServers());
        TopicGuard.check(client, new TopicSettings(PARTITIONS, 1, true));
        try (Admin admin = Admin.create(client)) {
            await().until(() -> voiceTopics(admin).size() >= VoiceTopic.values().length);
        }
        // One request at a time: a topic that was just made may refuse the first batch and take the second, and
        // Kafka then refuses the first for ever, for its numbers come too late.
        producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        server.bootstrapServers(),
                        "linger.ms",
                        5,
                        "batch.size",
                        1 << 18,
                        "max.in.flight.requests.per.connection",
                        1),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** In a new Kafka of one's own: offsets count from 0, and it may be stopped. */
    public static FactTopics start() {
        return new FactTopics(KafkaServer.start());
    }

    /** In this Kafka, which is closed with them. */
    public static FactTopics on(KafkaServer server) {
        return new FactTopics(server);
    }

    /** Deletes the topics and creates them anew, in the same Kafka. */
    public FactTopics anew() throws Exception {
        producer.close();
        try (Admin admin = Admin.create(client)) {
            List<String> voice = voiceTopics(admin);
            admin.deleteTopics(voice).all().get();
            // The broker hears of it a moment after the controller; what is written meanwhile would go with the old
            // topics.
            await().until(() -> voiceTopics(admin).isEmpty());
        }
        return new FactTopics(server);
    }

    private static List<String> voiceTopics(Admin admin) throws Exception {
        return admin.listTopics().names().get().stream()
                .filter(name -> name.startsWith("voice."))
                .toList();
    }

    public KafkaServer server() {
        return server;
    }

    public Map<String, Object> client() {
        return client;
    }

    public void changes(VoiceChange... changes) {
        changes(List.of(changes));
    }

    /** Each to the partition of its cause. Returns when Kafka has them all. */
    public void changes(List<? extends VoiceChange> changes) {
        changesLater(changes);
        flush();
    }

    /** The same without waiting: {@link #flush} does. */
    public void changesLater(List<? extends VoiceChange> changes) {
        for (VoiceChange change : changes) {
            send(VoiceTopic.CHANGES, change.cause().partition(), RecordCodec.CHANGES.encode(change));
        }
    }

    public void flush() {
        producer.flush();
    }

    public void audit(AuditFact... facts) {
        for (AuditFact fact : facts) send(VoiceTopic.AUDIT, 0, RecordCodec.AUDIT.encode(fact));
        producer.flush();
    }

    public void telemetry(VoiceTelemetry... said) {
        for (VoiceTelemetry one : said) send(VoiceTopic.TELEMETRY, 0, RecordCodec.TELEMETRY.encode(one));
        producer.flush();
    }

    /** The log as it was once appended, instead of what there is. The topic takes these times only meanwhile. */
    public void log(List<History.Appended> events) throws Exception {
        String log = VoiceTopic.EVENTS.topic();
        try (Admin admin = Admin.create(client)) {
            // A topic's creation takes effect as a whole, an altered setting some time later.
            Map<String, String> settings = new HashMap<>(VoiceTopic.EVENTS.settings());
            settings.put(TIMESTAMPS, "CreateTime");
            admin.deleteTopics(List.of(log)).all().get();
            await().ignoreExceptions().until(() -> {
                admin.createTopics(List.of(new NewTopic(log, PARTITIONS, (short) 1).configs(settings)))
                        .all()
                        .get();
                return true;
            });
            for (History.Appended appended : events) {
                producer.send(new ProducerRecord<>(
                        log,
                        appended.partition(),
                        appended.at().toEpochMilli(),
                        appended.guild().value().getBytes(UTF_8),
                        RecordCodec.EVENTS.encode(appended.event())));
            }
            producer.flush();
            ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, log);
            ConfigEntry appendTime =
                    new ConfigEntry(TIMESTAMPS, VoiceTopic.EVENTS.settings().get(TIMESTAMPS));
            admin.incrementalAlterConfigs(
                            Map.of(topic, List.of(new AlterConfigOp(appendTime, AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
            await().until(() -> admin.describeConfigs(List.of(topic)).all().get().values().stream()
                    .allMatch(
                            now -> appendTime.value().equals(now.get(TIMESTAMPS).value())));
        }
    }

    /** Deletes everything in the topic, as its retention does one day. */
    public void expire(VoiceTopic topic) throws Exception {
        try (Admin admin = Admin.create(client)) {
            Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
            for (int i = 0; i < PARTITIONS; i++) {
                all.put(new TopicPartition(topic.topic(), i), RecordsToDelete.beforeOffset(-1));
            }
            admin.deleteRecords(all).all().get();
        }
    }

    /** A record of these bytes. */
    public void raw(VoiceTopic topic, String value) {
        send(topic, 0, value.getBytes(UTF_8));
        producer.flush();
    }

    /** Everything in the dead topic now. */
    public List<ConsumerRecord<byte[], byte[]>> dead(VoiceTopic topic) {
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = IntStream.range(0, PARTITIONS)
                    .mapToObj(partition -> new TopicPartition(topic.deadTopic(), partition))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                consumer.poll(Duration.ofMillis(100)).forEach(all::add);
            }
        }
        return all;
    }

    private void send(VoiceTopic topic, int partition, byte[] value) {
        producer.send(new ProducerRecord<>(topic.topic(), partition, "demo".getBytes(UTF_8), value));
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
        server.close();
    }
}
