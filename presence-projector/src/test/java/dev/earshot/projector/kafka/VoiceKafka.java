package dev.earshot.projector.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.earshot.events.change.VoiceChange;
import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.id.GuildId;
import dev.earshot.events.presence.PartitionGeneration;
import dev.earshot.events.presence.PresenceRow;
import dev.earshot.events.signal.VoiceSignal;
import dev.earshot.events.topics.GuildPartition;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.events.voice.VoiceEvent;
import dev.earshot.kafka.CloudEvent;
import dev.earshot.kafka.TopicGuard;
import dev.earshot.kafka.TopicSettings;
import dev.earshot.kafka.VoiceRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes what gateways write, and reads what they and analysts read. Creates the topics first. */
public final class VoiceKafka implements AutoCloseable {
    private final int partitions;
    private final Map<String, Object> client;
    private final VoiceRecords records;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, PresenceRow> presence = new HashMap<>();
    private final List<VoiceChange> facts = new ArrayList<>();

    public VoiceKafka(String bootstrap, int partitions) {
        this.partitions = partitions;
        TopicGuard.check(Map.of("bootstrap.servers", bootstrap), new TopicSettings(partitions, 1, true));
        records = new VoiceRecords(partitions);
        client = Map.of(
                "bootstrap.servers", bootstrap, "auto.offset.reset", "earliest", "reconnect.backoff.max.ms", 200);
        Map<String, Object> writer =
                Map.of("bootstrap.servers", bootstrap, "linger.ms", 0, "acks", "all", "reconnect.backoff.max.ms", 200);
        producer = new KafkaProducer<>(writer, new ByteArraySerializer(), new ByteArraySerializer());
        consumer = new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> all = new ArrayList<>(partitionsOf(VoiceTopic.PRESENCE));
        all.addAll(partitionsOf(VoiceTopic.CHANGES));
        consumer.assign(all);
        consumer.seekToBeginning(all);
    }

    public void event(GuildId guild, VoiceEvent event) {
        send(records.of(VoiceTopic.EVENTS, guild, RecordCodec.EVENTS.encode(event), head(event)));
    }

    /** Without waiting until Kafka has it; whatever is written next comes after it. */
    public void eventSoon(GuildId guild, VoiceEvent event) {
        ProducerRecord<byte[], byte[]> record =
                records.of(VoiceTopic.EVENTS, guild, RecordCodec.EVENTS.encode(event), head(event));
        var _ = producer.send(record, (_, failed) -> {
            if (failed != null) throw new IllegalStateException(failed);
        });
    }

    public void signal(GuildId guild, VoiceSignal.Speaking signal) {
        send(records.of(VoiceTopic.SIGNALS, guild, RecordCodec.SIGNALS.encode(signal), head(signal)));
    }

    /** A gateway's tick in every partition. */
    public void tick(VoiceSignal.Tick tick) {
        for (int p = 0; p < partitions; p++) {
            send(records.inPartition(VoiceTopic.SIGNALS, p, "tick", RecordCodec.SIGNALS.encode(tick), head(tick)));
        }
    }

    public int partitionOf(GuildId guild) {
        return GuildPartition.of(guild, partitions);
    }

    /** All of {@code voice.events} as it is now, each partition in its order. */
    public List<ConsumerRecord<byte[], byte[]>> log() {
        List<ConsumerRecord<byte[], byte[]>> log = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> reader =
                new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> all = partitionsOf(VoiceTopic.EVENTS);
            reader.assign(all);
            reader.seekToBeginning(all);
            Map<TopicPartition, Long> ends = reader.endOffsets(all);
            while (all.stream().anyMatch(one -> reader.position(one) < ends.getOrDefault(one, 0L))) {
                reader.poll(Duration.ofMillis(100)).forEach(log::add);
            }
        }
        return log;
    }

    /** The live table as it is now. */
    public Map<String, PresenceRow> presence() {
        read();
        return Map.copyOf(presence);
    }

    /** Every fact so far, repeats included. */
    public List<VoiceChange> facts() {
        readToEnd(VoiceTopic.CHANGES);
        return List.copyOf(facts);
    }

    private List<TopicPartition> partitionsOf(VoiceTopic topic) {
        return IntStream.range(0, partitions)
                .mapToObj(p -> new TopicPartition(topic.topic(), p))
                .toList();
    }

    // One poll may come back with nothing, or with a part.
    private void readToEnd(VoiceTopic topic) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitionsOf(topic));
        do {
            read();
        } while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue()));
    }

    private void read() {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(50))) {
            if (record.topic().equals(VoiceTopic.CHANGES.topic())) {
                facts.add(RecordCodec.CHANGES.decode(record.value()).known().orElseThrow());
            } else if (PartitionGeneration.isKey(record.key())) {
                continue;
            } else if (record.value() == null) {
                presence.remove(new String(record.key(), UTF_8));
            } else {
                presence.put(
                        new String(record.key(), UTF_8),
                        RecordCodec.PRESENCE.decode(record.value()).known().orElseThrow());
            }
        }
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        try {
            producer.send(record).get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static CloudEvent head(Object record) {
        return CloudEvent.of(RecordCodec.typeOf(record), "/tests", Instant.now());
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
        consumer.close();
    }
}
