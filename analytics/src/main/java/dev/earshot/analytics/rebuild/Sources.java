package dev.earshot.analytics.rebuild;

import dev.earshot.analytics.fact.ChangeRows;
import dev.earshot.analytics.fact.FactRow;
import dev.earshot.analytics.fact.Unstorable;
import dev.earshot.analytics.ingest.FactReader;
import dev.earshot.analytics.ingest.ReadRecord;
import dev.earshot.events.change.VoiceChange;
import dev.earshot.events.topics.VoiceTopic;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What a rebuild reads. Who was where, muted and refused is folded from {@code voice.events}. What cannot be folded is taken
 * from where it was recorded, as far back as that goes: stretches of speech from {@code voice.changes}, audit, quality and errors
 * from their own topics.
 */
final class Sources implements AutoCloseable {
    private static final List<VoiceTopic> RECORDED =
            List.of(VoiceTopic.CHANGES, VoiceTopic.AUDIT, VoiceTopic.TELEMETRY);
    private static final List<VoiceTopic> ALL =
            List.of(VoiceTopic.EVENTS, VoiceTopic.CHANGES, VoiceTopic.AUDIT, VoiceTopic.TELEMETRY);

    private final TopicReader reader;
    private final Rebuild.Watcher watcher;
    private final List<String> notes = new ArrayList<>();
    private long records;
    private long setAside;
    private long position;

    Sources(Map<String, Object> kafka, Rebuild.Watcher watcher) {
        this.reader = new TopicReader(kafka, ALL);
        this.watcher = watcher;
    }

    /** What was read, and what people should know about it. */
    record Read(long records, long setAside, List<String> notes) {}

    Read readInto(Shadow shadow) throws SQLException {
        List<TopicPartition> log = reader.partitions(VoiceTopic.EVENTS);
        for (TopicPartition partition : log) {
            PartitionFold fold = new PartitionFold(partition.partition(), log.size());
            read(partition, shadow, record -> folded(fold, record, shadow));
            long first = reader.stretch(partition).first();
            if (first > 0) {
                notes.add("The log's partition %d begins at offset %,d: calls that began before it are left alone."
                        .formatted(partition.partition(), first));
            }
        }
        for (VoiceTopic topic : RECORDED) {
            for (TopicPartition partition : reader.partitions(topic)) {
                read(partition, shadow, record -> recorded(record, shadow));
            }
        }
        shadow.flush();
        shadow.leaveTheNewest();
        if (setAside > 0) {
            notes.add("%,d records make no facts: unreadable, of a newer version, or not what a table may hold."
                    .formatted(setAside));
        }
        return new Read(records, setAside, notes);
    }

    /** A record's rows, or null if it makes none. */
    @FunctionalInterface
    private interface Rows {
        @Nullable
        List<FactRow> of(ConsumerRecord<byte[], byte[]> record);
    }

    private void read(TopicPartition partition, Shadow shadow, Rows rows) throws SQLException {
        long before = position;
        List<Instant> begins = new ArrayList<>(1);
        reader.read(partition, batch -> {
            for (ConsumerRecord<byte[], byte[]> record : batch) {
                if (begins.isEmpty()) begins.add(Instant.ofEpochMilli(record.timestamp()));
                take(record, shadow, rows);
                position = before + record.offset() - reader.stretch(partition).first() + 1;
            }
            watcher.read(position, reader.length());
        });
        position = before + reader.stretch(partition).length();
        if (!begins.isEmpty()) shadow.covers(partition, reader.stretch(partition), begins.getFirst());
    }

    private void take(ConsumerRecord<byte[], byte[]> record, Shadow shadow, Rows rows) {
        records++;
        List<FactRow> made;
        try {
            made = rows.of(record);
        } catch (Unstorable unstorable) {
            made = null; // The ingest sends such a record to the dead topic, with the reason.
        }
        if (made == null) setAside++;
        else shadow.add(made);
    }

    private static @Nullable List<FactRow> folded(
            PartitionFold fold, ConsumerRecord<byte[], byte[]> record, Shadow shadow) {
        PartitionFold.Facts facts =
                fold.next(record.offset(), Instant.ofEpochMilli(record.timestamp()), record.key(), record.value());
        if (!facts.others().isEmpty()) shadow.add(rows(facts.others()));
        List<VoiceChange> own = facts.own();
        return own == null ? null : rows(own);
    }

    private static List<FactRow> rows(List<VoiceChange> facts) {
        List<FactRow> rows = new ArrayList<>(facts.size());
        for (VoiceChange fact : facts) rows.addAll(ChangeRows.of(fact));
        return rows;
    }

    private static @Nullable List<FactRow> recorded(ConsumerRecord<byte[], byte[]> record, Shadow shadow) {
        return switch (FactReader.read(record)) {
            case ReadRecord.Facts(var _, List<FactRow> rows) ->
                record.topic().equals(VoiceTopic.CHANGES.topic()) ? speech(rows, shadow) : rows;
            case ReadRecord.Unknown _, ReadRecord.Dead _ -> null;
        };
    }

    private static List<FactRow> speech(List<FactRow> rows, Shadow shadow) {
        shadow.addSaid(rows);
        return rows.stream().filter(FactRow.Spoke.class::isInstance).toList();
    }

    @Override
    public void close() {
        reader.close();
    }
}
