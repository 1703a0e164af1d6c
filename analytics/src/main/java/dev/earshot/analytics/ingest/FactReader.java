package dev.earshot.analytics.ingest;

import dev.earshot.analytics.fact.AuditRows;
import dev.earshot.analytics.fact.ChangeRows;
import dev.earshot.analytics.fact.FactKey;
import dev.earshot.analytics.fact.FactRow;
import dev.earshot.analytics.fact.TelemetryRows;
import dev.earshot.analytics.fact.Unstorable;
import dev.earshot.events.change.Cause;
import dev.earshot.events.codec.Decoded;
import dev.earshot.events.codec.RecordCodec;
import dev.earshot.events.topics.VoiceTopic;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Bytes of a fact topic to rows. Never throws for what a record holds. */
public final class FactReader {
    /** The topics that are read. */
    static final List<VoiceTopic> TOPICS = List.of(VoiceTopic.CHANGES, VoiceTopic.AUDIT, VoiceTopic.TELEMETRY);

    private FactReader() {}

    /** What the record of one of these topics is. */
    public static ReadRecord read(ConsumerRecord<byte[], byte[]> record) {
        String topic = record.topic();
        if (topic.equals(VoiceTopic.AUDIT.topic())) {
            return read(record, RecordCodec.AUDIT, fact -> List.of(AuditRows.of(fact, ownKey(record))));
        }
        if (topic.equals(VoiceTopic.TELEMETRY.topic())) {
            return read(record, RecordCodec.TELEMETRY, said -> List.of(TelemetryRows.of(said, ownKey(record))));
        }
        return read(record, RecordCodec.CHANGES, ChangeRows::of);
    }

    private static <T> ReadRecord read(
            ConsumerRecord<byte[], byte[]> record, RecordCodec<T> codec, Function<T, List<FactRow>> rows) {
        return switch (codec.decode(record.value())) {
            case Decoded.Known<T>(T value) -> facts(record, value, rows);
            case Decoded.UnknownType<T>(String type) -> new ReadRecord.Unknown(record, type);
            case Decoded.Unreadable<T>(String reason) -> new ReadRecord.Dead(record, reason);
        };
    }

    private static <T> ReadRecord facts(
            ConsumerRecord<byte[], byte[]> record, T value, Function<T, List<FactRow>> rows) {
        try {
            return new ReadRecord.Facts(record, rows.apply(value));
        } catch (Unstorable unstorable) {
            return new ReadRecord.Dead(record, String.valueOf(unstorable.getMessage()));
        } catch (RuntimeException unforeseen) {
            // A value that no check foresaw must not stop the partition: it would fail again at every try.
            return new ReadRecord.Dead(record, "It cannot be made a row: " + unforeseen);
        }
    }

    private static FactKey ownKey(ConsumerRecord<byte[], byte[]> record) {
        Cause itself = new Cause(record.topic(), record.partition(), record.offset(), 0);
        return new FactKey(itself, Instant.ofEpochMilli(record.timestamp()));
    }
}
