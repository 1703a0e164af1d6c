package dev.earshot.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.earshot.events.id.GuildId;
import dev.earshot.events.topics.GuildPartition;
import dev.earshot.events.topics.VoiceTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Addresses records, the same way for every writer: whatever belongs to a guild goes to the guild's partition, named
 * explicitly, whatever its key is.
 *
 * @param partitions of every voice topic, as {@link TopicGuard} checked them
 */
public record VoiceRecords(int partitions) {
    /** Why a record is in a dead topic, a sentence. */
    public static final String REASON = "reason";

    /** Where it was read: {@code topic/partition/offset}. */
    public static final String ORIGIN = "origin";

    /** Of a dead letter that a broker refused to take: where it was to be written, {@code topic/partition}. Its origin is the input. */
    public static final String DESTINATION = "destination";

    /** A record keyed by its guild. */
    public ProducerRecord<byte[], byte[]> of(VoiceTopic topic, GuildId guild, byte[] value, CloudEvent event) {
        return of(topic, guild, guild.value(), value, event);
    }

    /**
     * A record of a guild with a key of its own, such as {@code guild/user}.
     *
     * @param value null for a tombstone
     */
    public ProducerRecord<byte[], byte[]> of(
            VoiceTopic topic, GuildId guild, String key, byte @Nullable [] value, CloudEvent event) {
        return inPartition(topic, GuildPartition.of(guild, partitions), key, value, event);
    }

    /** A record for a whole partition: a gateway's tick. */
    public ProducerRecord<byte[], byte[]> inPartition(
            VoiceTopic topic, int partition, String key, byte @Nullable [] value, CloudEvent event) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic.topic(), partition, key.getBytes(UTF_8), value);
        event.writeTo(record.headers());
        return record;
    }

    /** The dead topic's copy of a record that could not be read: key, value and headers as they were, and why. */
    public static ProducerRecord<byte[], byte[]> dead(
            VoiceTopic topic, ConsumerRecord<byte[], byte[]> record, String reason) {
        ProducerRecord<byte[], byte[]> dead =
                new ProducerRecord<>(topic.deadTopic(), record.partition(), record.key(), record.value());
        record.headers().forEach(dead.headers()::add);
        String origin = record.topic() + "/" + record.partition() + "/" + record.offset();
        dead.headers().add(REASON, reason.getBytes(UTF_8)).add(ORIGIN, origin.getBytes(UTF_8));
        return dead;
    }
}
