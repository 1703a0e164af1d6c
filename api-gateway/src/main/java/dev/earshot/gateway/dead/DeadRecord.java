package dev.earshot.gateway.dead;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.earshot.gateway.web.JsonTime;
import dev.earshot.kafka.DeadLetters;
import dev.earshot.kafka.VoiceRecords;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record that could not be read.
 *
 * @param topic the dead topic, and where in it
 * @param time when it was put there
 * @param origin where it was read, {@code topic/partition/offset}; empty if it does not say
 * @param reason a sentence
 * @param content its value, see {@link ReadableContent}
 * @param retried whether it has been written again
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record DeadRecord(
        String topic,
        int partition,
        long offset,

        @JsonFormat(pattern = JsonTime.PATTERN, timezone = "UTC")
        Instant time,

        String origin,
        String reason,
        @Nullable String key,
        String content,
        boolean retried) {

    static DeadRecord of(ConsumerRecord<byte[], byte[]> record, boolean retried) {
        String origin = RetryMark.text(record.headers(), VoiceRecords.ORIGIN);
        String reason = RetryMark.text(record.headers(), VoiceRecords.REASON);
        String cut = RetryMark.text(record.headers(), DeadLetters.CUT);
        return new DeadRecord(
                record.topic(),
                record.partition(),
                record.offset(),
                Instant.ofEpochMilli(record.timestamp()),
                origin == null ? "" : origin,
                (reason == null ? "It does not say why." : reason) + (cut == null ? "" : " " + cut),
                record.key() == null ? null : ReadableContent.of(record.key()),
                record.value() == null ? "" : ReadableContent.of(record.value()),
                retried);
    }
}
