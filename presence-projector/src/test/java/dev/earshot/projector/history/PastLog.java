package dev.earshot.projector.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.signal.VoiceSignal;
import dev.earshot.events.topics.GuildPartition;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.events.voice.VoiceEvent;
import dev.earshot.kafka.CloudEvent;
import dev.earshot.servers.KafkaServer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A real Kafka with a log whose append times the test chooses: its topics take the times that the producer names. */
final class PastLog implements AutoCloseable {
    static final int PARTITIONS = 3;
    static final Instant WRONG_CLOCK = Instant.parse("1999-12-31T23:59:59Z");
    static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");

    private final KafkaServer kafka = KafkaServer.start();
    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers(), "linger.ms", 5),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    private final List<Future<RecordMetadata>> sent = new ArrayList<>();

    PastLog() throws Exception {
        try (Admin admin = admin()) {
            Map<String, String> chosen = Map.of("message.timestamp.type", "CreateTime", "retention.ms", "-1");
            List<NewTopic> topics = List.of(
                    new NewTopic(VoiceTopic.EVENTS.topic(), PARTITIONS, (short) 1).configs(chosen),
                    new NewTopic(VoiceTopic.SIGNALS.topic(), PARTITIONS, (short) 1).configs(chosen),
                    new NewTopic(VoiceTopic.PRESENCE.topic(), PARTITIONS, (short) 1)
                            .configs(Map.of("cleanup.policy", "compact")));
            admin.createTopics(topics).all().get();
        }
    }

    Map<String, Object> client() {
        return Map.of("bootstrap.servers", kafka.bootstrapServers());
    }

    /** A time machine over it, in a year that knows this log as the past. */
    TimeMachine machine() {
        return new TimeMachine(HistorySettings.of(client()), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    void event(GuildId guild, VoiceEvent event, Instant appended) {
        raw(VoiceTopic.EVENTS, guild, guild.value(), RecordCodec.EVENTS.encode(event), appended);
    }

    void signal(GuildId guild, VoiceSignal signal, Instant appended) {
        String key = signal instanceof VoiceSignal.Tick ? "tick" : guild.value();
        raw(VoiceTopic.SIGNALS, guild, key, RecordCodec.SIGNALS.encode(signal), appended);
    }

    /** Any bytes, in the guild's partition, from a gateway whose clock is years behind. */
    void raw(VoiceTopic topic, GuildId guild, String key, byte @Nullable [] value, Instant appended) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topic.topic(), partition(guild), appended.toEpochMilli(), key.getBytes(UTF_8), value);
        new CloudEvent("id", "event", "/gateways/gw-1", WRONG_CLOCK).writeTo(record.headers());
        sent.add(producer.send(record));
    }

    /** Until all of it is in the log. */
    void written() throws InterruptedException, ExecutionException {
        for (Future<RecordMetadata> one : sent) one.get();
        sent.clear();
    }

    int partition(GuildId guild) {
        return GuildPartition.of(guild, PARTITIONS);
    }

    /** Deletes the oldest records of the guild's partition, as a retention would. */
    void forget(VoiceTopic topic, GuildId guild, long before) throws Exception {
        TopicPartition partition = new TopicPartition(topic.topic(), partition(guild));
        try (Admin admin = admin()) {
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(before)))
                    .all()
                    .get();
        }
    }

    Admin admin() {
        return Admin.create(client());
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
        kafka.close();
    }
}
