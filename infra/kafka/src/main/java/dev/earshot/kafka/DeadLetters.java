package dev.earshot.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.earshot.events.topics.VoiceTopic;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/**
 * Writes dead letters. A dead letter is larger than its record by the reason and the origin, so Kafka may refuse the letter of a
 * record that it took: it is then written again with less of the record in it, and says so. A reader that sets a record aside
 * therefore never stands still because the record is large.
 */
public final class DeadLetters {
    /** On a letter that holds only a part of its record: what is missing, a sentence. Such a letter cannot be retried. */
    public static final String CUT = "cut";

    // Bytes of the value that are tried, one after the other. Kafka's smallest sensible max.message.bytes takes the
    // last.
    private static final int[] LENGTHS = {64 << 10, 1 << 10, 0};
    private static final int LONGEST_KEY = 256;
    private static final int LONGEST_REASON = 300;

    private DeadLetters() {}

    /**
     * Sends the letter, and a shorter one each time that Kafka says it is too large. May block as {@link Producer#send} does.
     *
     * @return completes when Kafka has it; fails with what the producer says, never because the record is large
     */
    public static CompletableFuture<RecordMetadata> send(
            Producer<byte[], byte[]> producer, VoiceTopic topic, ConsumerRecord<byte[], byte[]> record, String reason) {
        return attempt(producer, VoiceRecords.dead(topic, record, reason), topic, record, reason, 0);
    }

    private static CompletableFuture<RecordMetadata> attempt(
            Producer<byte[], byte[]> producer,
            ProducerRecord<byte[], byte[]> letter,
            VoiceTopic topic,
            ConsumerRecord<byte[], byte[]> record,
            String reason,
            int tries) {
        CompletableFuture<RecordMetadata> sent = send(producer, letter);
        if (tries == LENGTHS.length) return sent;
        // Not on the producer's own thread: a send from there could wait for itself.
        return sent.handleAsync((metadata, failure) -> {
                    if (failure == null) return CompletableFuture.completedFuture(metadata);
                    if (!isTooLarge(failure)) return CompletableFuture.<RecordMetadata>failedFuture(failure);
                    ProducerRecord<byte[], byte[]> shorter = cut(topic, record, reason, LENGTHS[tries]);
                    return attempt(producer, shorter, topic, record, reason, tries + 1);
                })
                .thenCompose(next -> next);
    }

    private static CompletableFuture<RecordMetadata> send(
            Producer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> letter) {
        CompletableFuture<RecordMetadata> sent = new CompletableFuture<>();
        try {
            producer.send(letter, (metadata, failure) -> {
                if (failure == null) sent.complete(metadata);
                else sent.completeExceptionally(failure);
            });
        } catch (KafkaException refused) {
            sent.completeExceptionally(refused);
        }
        return sent;
    }

    /** The letter with at most so much of the value, without the record's own headers. */
    static ProducerRecord<byte[], byte[]> cut(
            VoiceTopic topic, ConsumerRecord<byte[], byte[]> record, String reason, int length) {
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(
                topic.deadTopic(),
                record.partition(),
                first(record.key(), Math.min(length, LONGEST_KEY)),
                first(record.value(), length));
        String origin = record.topic() + "/" + record.partition() + "/" + record.offset();
        String missing = "The record is too large to be kept here whole: %d bytes of key, %d of value. It is at %s."
                .formatted(size(record.key()), size(record.value()), origin);
        String why = reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + "…";
        letter.headers()
                .add(VoiceRecords.REASON, why.getBytes(UTF_8))
                .add(VoiceRecords.ORIGIN, origin.getBytes(UTF_8))
                .add(CUT, missing.getBytes(UTF_8));
        return letter;
    }

    private static byte @Nullable [] first(byte @Nullable [] bytes, int length) {
        return bytes == null || bytes.length <= length ? bytes : Arrays.copyOf(bytes, length);
    }

    private static int size(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static boolean isTooLarge(Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
        return cause instanceof RecordTooLargeException;
    }
}
