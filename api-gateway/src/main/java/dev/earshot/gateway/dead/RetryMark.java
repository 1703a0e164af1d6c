package dev.earshot.gateway.dead;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.earshot.gateway.log.RecordPosition;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** A record among the dead ones that is none itself: it says how far the retry of one of its partition is. */
sealed interface RetryMark {
    /** Offset of the dead record that it speaks of. */
    String OF = "retry-of";
    /** Names one try; the record that the try writes carries it too. */
    String ID = "retry-id";
    /** Where the origin's partition ended when the try began. */
    String FROM = "retry-from";
    /** Where the record is now. */
    String WRITTEN = "retry-written";

    long of();

    /** Somebody is about to write it. @param from the try's record is at this offset of the origin's partition, or later */
    record Claimed(long of, String id, long from, Instant at) implements RetryMark {}

    /** It has been written. */
    record Done(long of, RecordPosition written) implements RetryMark {}

    /** Whether a record of a dead topic is a mark. */
    static boolean isOne(Headers headers) {
        return headers.lastHeader(OF) != null;
    }

    /** Empty if it is none. Of a mark that says nonsense, so that nothing is written on its account: also empty. */
    static Optional<RetryMark> read(ConsumerRecord<byte[], byte[]> record) {
        String of = text(record.headers(), OF);
        if (of == null) return Optional.empty();
        String written = text(record.headers(), WRITTEN);
        String id = text(record.headers(), ID);
        String from = text(record.headers(), FROM);
        try {
            if (written != null) {
                return Places.parse(written).map(place -> new Done(Long.parseLong(of), place));
            }
            if (id == null || from == null) return Optional.empty();
            Instant at = Instant.ofEpochMilli(record.timestamp());
            return Optional.of(new Claimed(Long.parseLong(of), id, Long.parseLong(from), at));
        } catch (NumberFormatException nonsense) {
            return Optional.empty();
        }
    }

    static ProducerRecord<byte[], byte[]> claim(TopicPartition dead, long of, String id, long from) {
        ProducerRecord<byte[], byte[]> mark = mark(dead, of);
        mark.headers().add(ID, id.getBytes(UTF_8)).add(FROM, Long.toString(from).getBytes(UTF_8));
        return mark;
    }

    static ProducerRecord<byte[], byte[]> done(TopicPartition dead, long of, RecordPosition written) {
        ProducerRecord<byte[], byte[]> mark = mark(dead, of);
        mark.headers().add(WRITTEN, Places.text(written).getBytes(UTF_8));
        return mark;
    }

    private static ProducerRecord<byte[], byte[]> mark(TopicPartition dead, long of) {
        ProducerRecord<byte[], byte[]> mark =
                new ProducerRecord<>(dead.topic(), dead.partition(), "retry".getBytes(UTF_8), new byte[0]);
        mark.headers().add(OF, Long.toString(of).getBytes(UTF_8));
        return mark;
    }

    /** A header's text, null if there is none. */
    static @Nullable String text(Headers headers, String name) {
        var header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }
}
