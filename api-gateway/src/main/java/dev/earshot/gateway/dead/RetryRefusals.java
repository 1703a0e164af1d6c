package dev.earshot.gateway.dead;

import dev.earshot.events.topics.VoiceTopic;
import dev.earshot.http.Refused;
import dev.earshot.kafka.DeadLetters;
import dev.earshot.kafka.VoiceRecords;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.springframework.http.HttpStatus;

/** Why a dead record is not written again. */
final class RetryRefusals {
    private RetryRefusals() {}

    /** Where the record is to be written. @throws Refused if that is nowhere */
    static TopicPartition origin(ConsumerRecord<byte[], byte[]> dead) {
        if (RetryMark.isOne(dead.headers())) throw noSuchRecord();
        VoiceTopic topic = topic(dead.topic());
        if (dead.headers().lastHeader(DeadLetters.CUT) != null) {
            throw new Refused(
                    HttpStatus.CONFLICT,
                    "not-to-be-retried",
                    "Only a part of the record is kept here: it was too large. The whole one is at its origin.");
        }
        TopicPartition from = destination(dead)
                .or(() -> Places.parse(text(dead, VoiceRecords.ORIGIN))
                        .map(place -> new TopicPartition(place.topic(), place.partition())))
                .filter(place -> place.topic().equals(topic.topic()))
                .orElseThrow(() ->
                        new Refused(HttpStatus.CONFLICT, "no-origin", "The record does not say where it came from."));
        mayBeWritten(topic);
        return from;
    }

    /** Of a record that the broker refused: it was never read anywhere, so its origin is the input that caused it. */
    private static Optional<TopicPartition> destination(ConsumerRecord<byte[], byte[]> dead) {
        return Places.parse(text(dead, VoiceRecords.DESTINATION) + "/0")
                .map(place -> new TopicPartition(place.topic(), place.partition()));
    }

    private static String text(ConsumerRecord<byte[], byte[]> dead, String header) {
        String text = RetryMark.text(dead.headers(), header);
        return text == null ? "" : text;
    }

    /** @throws Refused if there is no such dead topic */
    static VoiceTopic topic(String deadTopic) {
        return Arrays.stream(VoiceTopic.values())
                .filter(topic -> topic.deadTopic().equals(deadTopic))
                .findFirst()
                .orElseThrow(() -> new Refused(
                        HttpStatus.BAD_REQUEST,
                        "bad-topic",
                        "The topic is that of dead records, such as " + VoiceTopic.EVENTS.deadTopic() + "."));
    }

    static Refused noSuchRecord() {
        return new Refused(HttpStatus.NOT_FOUND, "unknown-record", "There is no dead record at that place.");
    }

    static Refused running() {
        return new Refused(
                HttpStatus.CONFLICT,
                "being-retried",
                "Somebody else is writing this record again just now. Look again in half a minute.");
    }

    // What is said of a moment must not be said again later.
    private static void mayBeWritten(VoiceTopic topic) {
        String why = switch (topic) {
            case EVENTS, CHANGES, DIRECTORY, AUDIT, TELEMETRY -> "";
            case SIGNALS -> "A sign of life or of speech is of its moment: said again it would keep a ghost alive.";
            case PRESENCE ->
                "A row of the live table is made by the projector: written again it could undo a newer one.";
        };
        if (!why.isEmpty()) throw new Refused(HttpStatus.CONFLICT, "not-to-be-retried", why);
    }
}
