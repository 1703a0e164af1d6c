package dev.earshot.local;

import dev.earshot.events.id.GuildId;
import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.kafka.CloudEvent;
import dev.earshot.kafka.VoiceRecords;
import dev.earshot.local.demo.DemoPlan;
import dev.earshot.local.demo.DemoRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends a history's records to Kafka with the times they have. Facts name the offsets of what caused them, so it fails if a
 * record does not get the place that was foreseen.
 */
final class DemoWriter implements AutoCloseable {
    private static final GuildId DEMO = new GuildId("demo");
    private static final GuildId NONE = new GuildId(VoiceTopic.NO_GUILD);

    private final Producer<byte[], byte[]> producer;
    private final VoiceRecords records;
    private final ProgressBar progress;
    private final Instant from;
    private final Duration whole;
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private long written;

    DemoWriter(Map<String, Object> client, DemoPlan plan, int partitions, ProgressBar progress) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put("acks", "all");
        settings.put("linger.ms", 100);
        settings.put("batch.size", 512 << 10);
        settings.put("buffer.memory", 64L << 20);
        // A month of JSON that says nearly the same again and again.
        settings.put("compression.type", "lz4");
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        this.records = new VoiceRecords(partitions);
        this.progress = progress;
        this.from = plan.begins();
        this.whole = Duration.between(plan.begins(), plan.until());
    }

    /** Sends it; blocks while Kafka is behind. */
    void write(DemoRecord told) {
        CloudEvent event = new CloudEvent(told.id(), told.type(), told.source(), told.at());
        ProducerRecord<byte[], byte[]> addressed =
                records.of(told.topic(), told.ofGuild() ? DEMO : NONE, told.value(), event);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                addressed.topic(),
                addressed.partition(),
                told.at().toEpochMilli(),
                addressed.key(),
                addressed.value(),
                addressed.headers());
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        long offset = next.merge(partition, 1L, Long::sum) - 1;
        producer.send(record, (metadata, failed) -> check(metadata, failed, partition, offset, told.at()));
        written++;
        progress.at(Duration.between(from, told.at()).toMillis() / (double) whole.toMillis(), written);
        refuse();
    }

    private void check(
            RecordMetadata metadata, @Nullable Exception failed, TopicPartition partition, long offset, Instant at) {
        if (failed != null) {
            failure.compareAndSet(null, failed);
        } else if (metadata.timestamp() != at.toEpochMilli()) {
            failure.compareAndSet(
                    null, new IllegalStateException("A record of " + partition + " did not keep its time, " + at));
        } else if (metadata.offset() != offset) {
            failure.compareAndSet(
                    null,
                    new IllegalStateException(
                            "A record of " + partition + " is at " + metadata.offset() + ", not at " + offset));
        }
    }

    private void refuse() {
        Exception failed = failure.get();
        if (failed != null) throw new IllegalStateException("The history could not be written", failed);
    }

    /** Waits until Kafka has everything. */
    @Override
    public void close() {
        producer.close();
        refuse();
    }
}
